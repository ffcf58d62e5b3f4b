// SPDX-License-Identifier: MIT
// Guards against: a long recording, which is read in pieces, whose samples or measurements differ from those
// of a short one; one that is decoded repeatedly; and one that is too long and is decoded before it is
// refused.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "data/dataset.h"
#include "data/defects.h"
#include "data/phrases.h"
#include "families/instrument/train/clips.h"
#include "judge/likeness.h"
#include "soundfile/audio_source.h"
#include "soundfile/resample.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 22050.0;

// Notes and pauses with hum, a little above five blocks of reading.
AudioClip tune(double seconds = 16.0) {
  AudioClip clip{{}, kRate};
  for (int i = 0; clip.duration_s() < seconds; ++i) {
    const auto note =
        sounds::note(196.0 * std::exp2(i * 5 % 12 / 12.0), 1.3, kRate, 0.2, static_cast<uint64_t>(i));
    clip.samples.insert(clip.samples.end(), note.begin(), note.end());
    clip.samples.resize(clip.samples.size() + 9999, 0.f);
  }
  sounds::add(clip.samples, sounds::sine(50.0, clip.duration_s(), kRate, 0.003));
  sounds::add(clip.samples, sounds::sine(100.0, clip.duration_s(), kRate, 0.002));
  return clip;
}

SampleStore in_a_file(const std::vector<float>& x) {
  SampleStore s(100);
  EXPECT_TRUE(s.append(x.data(), static_cast<int64_t>(x.size())).ok());
  EXPECT_FALSE(s.in_memory());
  return s;
}

std::string temp(const char* name) {
  return testing::TempDir() + "partials_long_" + std::to_string(getpid()) + name;
}

TEST(LongRecordings, AreHeardAndMeasuredInPiecesAsInOne) {
  const AudioClip clip = tune();
  const SampleStore store = in_a_file(clip.samples);
  const ClipView pieces(store, kRate);
  const RecordingFeatures a = analyse_recording(clip), b = analyse_recording(pieces);
  EXPECT_GT(a.voiced_s(), 8.0);
  EXPECT_EQ(a.f0_hz, b.f0_hz);
  EXPECT_EQ(a.loudness_db, b.loudness_db);
  const auto p = find_phrases(clip), q = find_phrases(pieces);
  ASSERT_EQ(p.size(), q.size());
  EXPECT_GT(p.size(), 5u);
  for (size_t i = 0; i < p.size(); ++i) EXPECT_TRUE(p[i].first == q[i].first && p[i].samples == q[i].samples);
  EXPECT_EQ(frame_levels_db(clip, 0.02), frame_levels_db(pieces, 0.02));
  EXPECT_EQ(find_hum(clip).mains_hz, 50);
  EXPECT_EQ(find_hum(clip).level_db, find_hum(pieces).level_db);
  EXPECT_EQ(clipped_share(clip), clipped_share(pieces));
  EXPECT_EQ(polyphonic_share(clip, a), polyphonic_share(pieces, b));
  EXPECT_EQ(bandwidth_hz(clip), bandwidth_hz(pieces));
  EXPECT_EQ(for_likeness(clip), for_likeness(pieces));
  EXPECT_EQ(pieces.cut(1000, 50).clip().samples,
            std::vector<float>(clip.samples.begin() + 1000, clip.samples.begin() + 1050));
}

TEST(LongRecordings, AreReadAndResampledToTheSameSamples) {
  AudioClip clip = tune();
  for (float& v : clip.samples) v += 0.1f;  // an offset, which is removed
  ASSERT_TRUE(write_wav(temp("a.wav"), clip).ok());
  const AudioClip whole = read_audio(temp("a.wav")).value();
  ASSERT_EQ(whole.remarks.size(), 1u);
  auto stored = read_stored(temp("a.wav"), {}, 5000);
  ASSERT_TRUE(stored.ok());
  EXPECT_FALSE(stored.value().samples.in_memory());
  EXPECT_EQ(stored.value().remarks.size(), 1u);
  const ClipView view(stored.value().samples, kRate);
  EXPECT_EQ(view.clip().samples, whole.samples);
  for (const double to_hz : {12000.0, 16000.0, 44100.0, 48000.0}) {
    SampleStore made = resample(view, to_hz, 5000);
    EXPECT_EQ(made.take().value(), resample(whole.samples, kRate, to_hz)) << to_hz;
  }
  ASSERT_TRUE(write_wav(temp("b.wav"), stored.value().samples, kRate, WavFormat::pcm24).ok());
  ASSERT_TRUE(write_wav(temp("c.wav"), whole, WavFormat::pcm24).ok());
  EXPECT_EQ(read_audio(temp("b.wav")).value().samples, read_audio(temp("c.wav")).value().samples);
  for (const char* name : {"a.wav", "b.wav", "c.wav"}) std::remove(temp(name).c_str());
}

TEST(Recordings, AreDecodedOnceLongOrShort) {
  const std::string folder = temp("");
  std::filesystem::create_directories(folder);
  AudioClip clip{std::vector<float>(SampleStore::kInMemory + 100000, 0.f), 48000.0};
  sounds::add(clip.samples, sounds::sine(220.0, 12.0, 48000.0), 1000);
  sounds::add(clip.samples, sounds::sine(330.0, 12.0, 48000.0), 1200000);
  ASSERT_TRUE(write_wav(folder + "/long.wav", clip, WavFormat::pcm16).ok());
  ASSERT_TRUE(write_wav(folder + "/short.wav", AudioClip{sounds::note(110.0, 2.0, kRate), kRate}).ok());
  const int64_t decoded = AudioSource::decodings();
  Dataset data = open_dataset({folder});
  ASSERT_EQ(data.recordings.size(), 2u);
  EXPECT_EQ(AudioSource::decodings() - decoded, 2);
  const std::vector<float> brief = RecordingReader(data.recordings[1]).view().clip().samples;
  EXPECT_EQ(brief, read_audio(folder + "/short.wav").value().samples);
  std::filesystem::remove_all(folder);  // what was decoded is still there
  ASSERT_GE(data.pieces.size(), 2u);
  ASSERT_EQ(data.pieces[1].recording, 0u);
  PieceReader read(data);
  const AudioClip piece = read(1);
  ASSERT_EQ(static_cast<int64_t>(piece.samples.size()), data.pieces[1].samples);
  for (size_t i = 0; i < piece.samples.size(); ++i)
    ASSERT_NEAR(piece.samples[i], clip.samples[static_cast<size_t>(data.pieces[1].first) + i], 1e-4);
  data.drop_decoded();
  EXPECT_THROW(RecordingReader(data.recordings[1]), DataRefused);
}

TEST(Recordings, OfASetShareOneStoreAndAreToldApart) {
  const std::string folder = temp("");
  std::filesystem::create_directories(folder);
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(write_wav(folder + "/" + std::to_string(i) + ".wav",
                          AudioClip{sounds::note(110.0 * (i + 2), 1.0 + 0.1 * i, kRate), kRate})
                    .ok());
  const Dataset data = open_dataset({folder});
  ASSERT_EQ(data.recordings.size(), 5u);
  PieceReader read(data);
  for (size_t i = 5; i-- > 0;) {
    EXPECT_EQ(data.recordings[i].decoded, data.recordings[0].decoded);
    EXPECT_EQ(read(i).samples, read_audio(data.recordings[i].path).value().samples) << i;
  }
  std::filesystem::remove_all(folder);
}

TEST(LongRecordings, AreRefusedByTheirHeader) {
  ASSERT_TRUE(write_wav(temp("h.wav"), {std::vector<float>(80000, 0.1f), 8000.0}).ok());
  const auto may = allowed(temp("h.wav"), {.max_duration_s = 6.0});
  ASSERT_FALSE(may.ok());
  EXPECT_NE(may.error().text.find("longer than the 0.1 minutes"), std::string::npos) << may.error().text;
  EXPECT_TRUE(allowed(temp("h.wav"), {.max_duration_s = 11.0}).ok());
  std::remove(temp("h.wav").c_str());
}

}  // namespace
}  // namespace partials
