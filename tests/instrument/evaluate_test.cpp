// SPDX-License-Identifier: MIT
// Guards against: an evaluation on training recordings, a loudness error hidden by the matching, a baseline
// that is missing without a remark.
#include "families/instrument/train/evaluate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "base/sha256.h"
#include "families/instrument/train/eval_recordings.h"
#include "judge/run_program.h"
#include "soundfile/resample.h"
#include "support/sounds.h"
#include "system/file.h"

namespace partials {
namespace {

EvalRecording note(const std::string& name, double hz, uint64_t seed) {
  return {name, name, {sounds::note(hz, 1.0, 44100.0, 0.2, seed), 44100.0}, false};
}

std::vector<EvalRecording> scale() {
  return {note("low", 220.0, 1), note("middle", 277.2, 2), note("high", 440.0, 3)};
}

PlayTarget echo(float gain) {
  return [gain](const AudioClip& target) {
    std::vector<float> x = at_rate(target, kJudgeRateHz).samples;
    for (float& v : x) v *= gain;
    return x;
  };
}

TEST(Evaluate, AnEchoIsPerfectAndItsLoudnessErrorIsSeen) {
  const Evaluation e = evaluate({note("asked", 330.0, 9)}, scale(), echo(0.5f));
  const Judgement own = e.mean(Contender::model).value();
  EXPECT_LT(own.log_mel_db, 0.05);
  EXPECT_NEAR(own.loudness.median_db, -6.02, 0.05);
  // nobody plays keys here
  for (const Contender c : kContenders) ASSERT_EQ(e.has(c), c != Contender::from_midi) << id_of(c);
  EXPECT_LT(e.mean(Contender::floor)->log_mel_db, e.mean(Contender::naive)->log_mel_db);
  EXPECT_LT(e.ratio_to(Contender::sampler).value(), 0.1);
  EXPECT_EQ(e.above_sampler(), 0);
  EXPECT_TRUE(e.recordings[0].sampler_source == "middle" || e.recordings[0].sampler_source == "high");
  EXPECT_LT(own.pitch.value().median_cents, 0.1);
  EXPECT_GT(own.pitch.value().compared_s, 0.8);
}

TEST(Evaluate, WithoutTrainingRecordingsTheRivalsAreMissingInWords) {
  const Evaluation e = evaluate({note("asked", 330.0, 9)}, {}, echo(1.f));
  EXPECT_FALSE(e.has(Contender::sampler));
  EXPECT_TRUE(e.has(Contender::floor));
  EXPECT_FALSE(e.ratio_to(Contender::naive).has_value());
  ASSERT_FALSE(e.remarks.empty());
  EXPECT_NE(e.remarks.back().find("--against"), std::string::npos);
}

TEST(Evaluate, ASilentPlayerIsJudgedAndNothingIsNaN) {
  const Evaluation e =
      evaluate({note("asked", 330.0, 9)}, scale(), [](const AudioClip&) { return std::vector<float>(); });
  const Judgement own = e.mean(Contender::model).value();
  EXPECT_TRUE(std::isfinite(own.log_mel_db));
  EXPECT_GT(own.log_mel_db, e.mean(Contender::naive)->log_mel_db);
  EXPECT_GT(own.loudness.median_abs_db, 40.0);
}

struct Folder {
  TemporaryFolder folder;
  std::string path = std::filesystem::path(folder.file("x")).parent_path().string();
  std::string write(const std::string& name, const std::vector<float>& x) {
    EXPECT_TRUE(write_wav(folder.file(name), {x, 44100.0}, WavFormat::pcm24).ok());
    return sha256_hex(read_file(folder.file(name), 1 << 24).value());
  }
};

TEST(EvalRecordings, WhatWasTrainedOnIsLeftOutAlsoAsACopy) {
  Folder f;
  const double hz[] = {220.0, 262.0, 311.0, 370.0, 440.0};
  std::set<std::string> trained;
  for (int i = 0; i < 5; ++i) {
    const std::string hash = f.write("n" + std::to_string(i) + ".wav",
                                     sounds::note(hz[i], 1.5, 44100.0, 0.2, static_cast<uint64_t>(i)));
    if (i < 3) trained.insert(hash);
  }
  std::vector<float> quieter = sounds::note(hz[1], 1.5, 44100.0, 0.2, 1);
  for (float& v : quieter) v *= 0.5f;
  f.write("copy.wav", quieter);
  const EvalRecordings r = eval_recordings({.data = {f.path}, .trained_on = trained});
  ASSERT_EQ(r.targets.size(), 2u);
  EXPECT_EQ(r.targets[0].name, "n3");
  EXPECT_EQ(r.training.size(), 3u);
  EXPECT_FALSE(r.remarks.empty());
  const EvalRecordings all = eval_recordings({.data = {f.path}, .trained_on = trained, .with_seen = true});
  EXPECT_EQ(all.targets.size(), 6u);
  EXPECT_EQ(
      std::count_if(all.targets.begin(), all.targets.end(), [](const EvalRecording& t) { return t.seen; }),
      4);
}

TEST(EvalRecordings, NothingUnseenIsRefusedInWords) {
  Folder f;
  std::set<std::string> trained;
  for (int i = 0; i < 4; ++i)
    trained.insert(
        f.write("n" + std::to_string(i) + ".wav",
                sounds::note(220.0 * std::exp2(i / 4.0), 1.0, 44100.0, 0.2, static_cast<uint64_t>(i))));
  try {
    eval_recordings({.data = {f.path}, .trained_on = trained});
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("--seen"), std::string::npos) << e.what();
  }
  EXPECT_THROW(eval_recordings({.data = {f.path}, .trained_on = trained, .folds = 2, .fold = 0}),
               std::runtime_error);
}

TEST(EvalRecordings, AFoldJudgesWhatItHeldOut) {
  Folder f;
  for (int i = 0; i < 6; ++i)
    f.write("n" + std::to_string(i) + ".wav",
            sounds::note(220.0 * std::exp2(i / 6.0), 1.0, 44100.0, 0.2, static_cast<uint64_t>(i)));
  const EvalRecordings r = eval_recordings({.data = {f.path}, .folds = 2, .fold = 1});
  EXPECT_EQ(r.targets.size(), 2u);  // of the four inside the range
  EXPECT_EQ(r.training.size(), 4u);
}

}  // namespace
}  // namespace partials
