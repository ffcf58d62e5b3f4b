// SPDX-License-Identifier: MIT
// Guards against: stereo recordings that cancel, lose 6 dB to a silent channel or are comb-filtered without a
// warning; and normal stereo that is treated as one of those.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>

#include "soundfile/audio_file.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 44100.0;

AudioClip mixed(const std::vector<float>& left, const std::vector<float>& right) {
  const std::string path = testing::TempDir() + "partials_channels_" + std::to_string(getpid()) + ".wav";
  std::vector<float> both(2 * left.size());
  for (size_t i = 0; i < left.size(); ++i) {
    both[2 * i] = left[i];
    both[2 * i + 1] = right[i];
  }
  EXPECT_TRUE(write_wav(path, both.data(), static_cast<int64_t>(left.size()), 2, kRate).ok());
  auto clip = read_audio(path);
  EXPECT_TRUE(clip.ok());
  return std::move(clip).value();
}

double rms(const std::vector<float>& x) {
  double sum = 0.0;
  for (const float v : x) sum += static_cast<double>(v) * v;
  return std::sqrt(sum / static_cast<double>(x.size()));
}

std::vector<float> times(std::vector<float> x, float gain) {
  for (float& v : x) v *= gain;
  return x;
}

bool told(const AudioClip& c, const char* words) {
  return c.remarks.size() == 1 && c.remarks[0].id == "channels" &&
         c.remarks[0].text.find(words) != std::string::npos;
}

const std::vector<float> kNote = sounds::note(220.0, 3.0, kRate);

TEST(Channels, AnInvertedOneIsTurnedOver) {
  for (const float gain : {-1.f, -0.9f, -0.4f}) {
    const AudioClip c = mixed(kNote, times(kNote, gain));
    EXPECT_TRUE(told(c, "cancel")) << gain;
    EXPECT_NEAR(rms(c.samples), rms(kNote) * 0.5 * (1.0 - gain), 0.02 * rms(kNote)) << gain;
  }
}

TEST(Channels, ASilentOneIsLeftOut) {
  const AudioClip digital = mixed(std::vector<float>(kNote.size(), 0.f), kNote),
                  hiss = mixed(kNote, sounds::noise(3.0, kRate, 1e-4, 3));
  EXPECT_TRUE(told(digital, "the left channel is silent"));
  EXPECT_TRUE(told(hiss, "the right channel is silent"));
  EXPECT_NEAR(rms(digital.samples), rms(kNote), 0.01 * rms(kNote));
  EXPECT_NEAR(rms(hiss.samples), rms(kNote), 0.01 * rms(kNote));
}

TEST(Channels, ALateOneIsNotMixedIn) {
  for (const size_t late : {20u, 441u, 3000u}) {
    std::vector<float> right(late, 0.f);
    right.insert(right.end(), kNote.begin(), kNote.end() - static_cast<int64_t>(late));
    const AudioClip c = mixed(kNote, times(right, 0.8f));
    EXPECT_TRUE(told(c, "later")) << late;
    EXPECT_EQ(c.samples, kNote) << late;
  }
}

TEST(Channels, OrdinaryStereoIsTheMeanAndNothingIsSaid) {
  // One source in a room: the same sound at two levels, with reverberation of its own in each channel.
  std::vector<float> left = kNote, right = times(kNote, 0.7f);
  sounds::add(left, sounds::noise(3.0, kRate, 0.03, 4));
  sounds::add(right, sounds::noise(3.0, kRate, 0.03, 5));
  const AudioClip c = mixed(left, right);
  EXPECT_TRUE(c.remarks.empty());
  for (size_t i = 0; i < left.size(); ++i) ASSERT_FLOAT_EQ(c.samples[i], 0.5f * (left[i] + right[i]));
  EXPECT_TRUE(mixed(sounds::note(220.0, 3.0, kRate, 0.2, 1), sounds::note(330.0, 3.0, kRate, 0.2, 2))
                  .remarks.empty());
}

}  // namespace
}  // namespace partials
