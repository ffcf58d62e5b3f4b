// SPDX-License-Identifier: MIT
// Guards against: recordings that come back altered, NaN that reaches the trainer, unclear errors.
#include "soundfile/audio_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "soundfile/resample.h"
#include "support/sounds.h"
#include "system/file.h"

namespace partials {
namespace {

std::string temp(const char* name) { return testing::TempDir() + "partials_" + name; }

TEST(AudioFile, FloatWavComesBackBitForBit) {
  const AudioClip clip{sounds::note(220.0, 0.5, 48000.0), 48000.0};
  ASSERT_TRUE(write_wav(temp("float.wav"), clip).ok());
  const auto back = read_audio(temp("float.wav"));
  ASSERT_TRUE(back.ok()) << back.error().text;
  EXPECT_EQ(back.value().rate_hz, 48000.0);
  EXPECT_EQ(back.value().samples, clip.samples);
}

TEST(AudioFile, PcmComesBackWithinHalfAStep) {
  const AudioClip clip{sounds::sine(440.0, 0.2, 44100.0, 0.9), 44100.0};
  for (const auto& [format, step] :
       {std::pair{WavFormat::pcm16, 1.0 / 32768}, {WavFormat::pcm24, 1.0 / 8388608}}) {
    ASSERT_TRUE(write_wav(temp("pcm.wav"), clip, format).ok());
    const AudioClip back = read_audio(temp("pcm.wav")).value();
    ASSERT_EQ(back.samples.size(), clip.samples.size());
    for (size_t i = 0; i < back.samples.size(); ++i)
      ASSERT_NEAR(back.samples[i], clip.samples[i], 1.01 * step);
  }
}

TEST(AudioFile, TheSameSamplesGiveTheSameBytes) {
  const AudioClip clip{sounds::sine(440.0, 0.1, 44100.0), 44100.0};
  ASSERT_TRUE(write_wav(temp("one.wav"), clip).ok());
  ASSERT_TRUE(write_wav(temp("two.wav"), clip).ok());
  EXPECT_EQ(read_file(temp("one.wav"), 1 << 20).value(), read_file(temp("two.wav"), 1 << 20).value());
}

TEST(AudioFile, ChannelsAreAveraged) {
  const std::vector<float> stereo{0.5f, 0.1f, -0.5f, 0.5f};
  ASSERT_TRUE(write_wav(temp("stereo.wav"), stereo.data(), 2, 2, 44100.0).ok());
  const AudioClip mono = read_audio(temp("stereo.wav")).value();
  ASSERT_EQ(mono.samples.size(), 2u);
  EXPECT_FLOAT_EQ(mono.samples[0], 0.3f);
  EXPECT_FLOAT_EQ(mono.samples[1], 0.f);
}

TEST(AudioFile, RefusalsAreSentencesWithARemedy) {
  const auto says = [](const std::string& path, const char* words, ReadLimits limits = {}) {
    const auto r = read_audio(path, limits);
    ASSERT_FALSE(r.ok()) << path;
    const std::string& text = r.error().text;
    EXPECT_NE(text.find(words), std::string::npos) << text;
    EXPECT_NE(text.find(path), std::string::npos) << text;
    EXPECT_EQ(text.back(), '.');
    EXPECT_NE(text.find(';'), std::string::npos) << text;
  };
  says(temp("missing.wav"), "No such file");
  ASSERT_TRUE(atomic_write(temp("text.wav"), "this is not audio at all, only words").ok());
  says(temp("text.wav"), "convert it to WAV or FLAC");
  const float nothing = 0.f;
  ASSERT_TRUE(write_wav(temp("empty.wav"), &nothing, 0, 1, 44100.0).ok());
  says(temp("empty.wav"), "contains no audio");
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    std::vector<float> x(44100, 0.1f);
    x[22050] = bad;
    ASSERT_TRUE(write_wav(temp("bad.wav"), {x, 44100.0}).ok());
    says(temp("bad.wav"), "not a finite number at 0.5 s");
  }
  ASSERT_TRUE(write_wav(temp("long.wav"), {std::vector<float>(44100, 0.f), 44100.0}).ok());
  says(temp("long.wav"), "longer than", {.max_duration_s = 0.5, .max_channels = 2});
  ASSERT_TRUE(write_wav(temp("wide.wav"), std::vector<float>(300, 0.f).data(), 100, 3, 44100.0).ok());
  says(temp("wide.wav"), "3 channels", {.max_duration_s = 10.0, .max_channels = 2});
}

// A header that claims hours of audio must not take the memory for them.
TEST(AudioFile, TruncatedFilesAreReadOrRefusedNeverTrusted) {
  ASSERT_TRUE(write_wav(temp("cut.wav"), {sounds::sine(440.0, 1.0, 44100.0), 44100.0}).ok());
  const std::string whole = read_file(temp("cut.wav"), 1 << 20).value();
  for (const size_t keep : {size_t{4}, size_t{20}, size_t{43}, size_t{60}, size_t{1001}, whole.size() - 3}) {
    ASSERT_TRUE(atomic_write(temp("cut.wav"), std::string_view(whole).substr(0, keep)).ok());
    const auto r = read_audio(temp("cut.wav"));
    if (r.ok()) {
      EXPECT_LE(r.value().samples.size(), 44100u);
    }
  }
}

TEST(Resample, ASineKeepsFrequencyAndLevel) {
  const std::vector<float> y = resample(sounds::sine(1000.0, 1.0, 44100.0), 44100.0, 48000.0);
  ASSERT_EQ(y.size(), 48000u);
  const std::vector<float> wanted = sounds::sine(1000.0, 1.0, 48000.0);
  for (size_t i = 2000; i < 46000; ++i) ASSERT_NEAR(y[i], wanted[i], 2e-4);
}

}  // namespace
}  // namespace partials
