// SPDX-License-Identifier: MIT
// Guards against: results that depend on threads or on interruptions, work lost when training is stopped,
// models that do not load.
#include "runs/train_session.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "families/instrument/instrument_model.h"
#include "families/model_loading.h"
#include "graph/byte_weights.h"
#include "runs/run_config.h"
#include "runs/run_recordings.h"
#include "soundfile/audio_file.h"
#include "soundfile/audio_source.h"
#include "support/sounds.h"
#include "system/file.h"

namespace partials {
namespace {

class Training : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("partials_train_test_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_ / "notes");
    uint64_t seed = 1;
    for (double hz : {220.0, 262.0, 311.0, 370.0, 440.0, 523.0})
      ASSERT_TRUE(write_wav((folder_ / "notes" / (std::to_string(static_cast<int>(hz)) + ".wav")).string(),
                            {sounds::note(hz, 1.5, 44100, 0.2, seed++), 44100}));
    store_.emplace(RunStore::open((folder_ / "runs").string()));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  TrainOptions options(const std::string& name, int64_t steps) const {
    TrainOptions o;
    o.inputs = {(folder_ / "notes").string()};
    o.output = (folder_ / (name + ".partials")).string();
    o.preset = "small";
    o.name = "Test";
    o.steps = steps;
    o.minutes = 60;
    return o;
  }
  std::string bytes(const std::string& name) const {
    return read_file((folder_ / (name + ".partials")).string(), 1 << 28).value();
  }

  std::filesystem::path folder_;
  std::optional<RunStore> store_;
};

TEST_F(Training, SameSeedSameBytesWhateverTheThreads) {
  for (int threads : {1, 2, 3}) {
    TrainOptions o = options("t" + std::to_string(threads), 12);
    o.threads = threads;
    partials::Run run = store_->create("t", config_of(o));
    train(o, run, false, {});
  }
  EXPECT_EQ(bytes("t1"), bytes("t2"));
  EXPECT_EQ(bytes("t1"), bytes("t3"));
  TrainOptions other = options("other", 12);
  other.seed = 2;
  partials::Run run = store_->create("other", {});
  train(other, run, false, {});
  EXPECT_NE(bytes("t1"), bytes("other"));
}

TEST_F(Training, DecodesARecordingOnce) {
  partials::Run run = store_->create("decodings", {});
  const int64_t decoded = AudioSource::decodings();
  train(options("decodings", 2), run, false, {});
  EXPECT_EQ(AudioSource::decodings() - decoded, 6);
}

TEST_F(Training, DecodesALongTakeOfManyPhrasesOnce) {
  AudioClip take{{}, 44100};
  for (int i = 0; i < 12; ++i) {
    sounds::add(take.samples, sounds::note(220 * std::exp2(i / 12.0), 1.2, 44100, 0.2, 7 + i),
                take.samples.size());
    take.samples.resize(take.samples.size() + 30000, 0.f);
  }
  const std::string path = (folder_ / "take.wav").string();
  ASSERT_TRUE(write_wav(path, take).ok());
  TrainOptions o = options("take", 2);
  o.inputs = {path};
  partials::Run run = store_->create("take", {});
  const int64_t decoded = AudioSource::decodings();
  std::string said;
  TrainEvents events;
  events.say = [&](const std::string& sentence) { said += sentence; };
  train(o, run, false, events);
  EXPECT_NE(said.find("phrases for training"), std::string::npos) << said;
  EXPECT_EQ(AudioSource::decodings() - decoded, 1);
}

TEST_F(Training, StoppedAndResumedEqualsUninterrupted) {
  partials::Run whole = store_->create("whole", {});
  train(options("whole", 30), whole, false, {});

  partials::Run run = store_->create("parts", {});
  int64_t step = 0;
  TrainEvents stop_early;
  stop_early.progress = [&](const TrainProgress& p) { step = p.step; };
  stop_early.stop = [&] { return step >= 13; };
  const TrainResult stopped = train(options("parts", 30), run, false, stop_early);
  EXPECT_TRUE(stopped.interrupted);
  EXPECT_EQ(stopped.steps, 13);
  const auto labelled = load_model((folder_ / "parts.partials").string());
  ASSERT_TRUE(labelled) << labelled.error().text;
  EXPECT_TRUE(labelled.value().card.interrupted);
  EXPECT_EQ(run.state()["status"], "interrupted");

  // of a run that was killed while it wrote
  const std::string left_over = run.path() + "/checkpoint.bin.part1-0";
  ASSERT_TRUE(atomic_write(left_over, "half"));
  const TrainResult resumed = train(options("parts", 30), run, true, {});
  EXPECT_FALSE(std::filesystem::exists(left_over));
  EXPECT_FALSE(resumed.interrupted);
  EXPECT_EQ(bytes("parts"), bytes("whole"));
}

// kill -9 between a step and its validation, and then the recordings are moved.
TEST_F(Training, ACheckpointBetweenAStepAndItsValidationAndMovedRecordingsGiveTheSameBytes) {
  TrainOptions o = options("whole", 30);
  o.checkpoint_s = 0;
  partials::Run whole = store_->create("whole", config_of(o)),
                killed = store_->create("killed", config_of(o));
  TrainEvents copy;
  copy.progress = [&](const TrainProgress& p) {
    if (p.step == 25 && p.validated) std::filesystem::copy(whole.checkpoint_path(), killed.checkpoint_path());
  };
  train(o, whole, false, copy);
  std::filesystem::copy(whole.path() + "/recordings.json", killed.path() + "/recordings.json");
  std::filesystem::rename(folder_ / "notes", folder_ / "moved");
  TrainOptions resumed = options("resumed", 30);
  take_over(killed, resumed, {});
  resumed.output = (folder_ / "resumed.partials").string();
  resumed.files = find_again(killed, {}).files;
  killed.try_resume();
  const TrainResult r = train(resumed, killed, true, {});
  EXPECT_EQ(r.steps, 30);
  EXPECT_FALSE(killed.on_trial());
  EXPECT_EQ(killed.metrics().front().at("step"), 25);
  EXPECT_EQ(bytes("resumed"), bytes("whole"));
}

// What cannot be written, whoever calls: a folder stands in the place of each file, as a full disk would.
TEST_F(Training, GoesOnWithoutItsRunFolderAndSaysSoOnce) {
  partials::Run run = store_->create("full", config_of(options("full", 12)));
  for (const char* name : {"progress.json", "metrics.jsonl", "checkpoint.bin", "recordings.json",
                           "sketch.wav", "model.partials"})
    std::filesystem::create_directories(run.path() + "/" + name + "/in the way");
  std::vector<std::string> told;
  TrainEvents events;
  events.warn = [&](const std::string& text) { told.push_back(text); };
  TrainOptions o = options("full", 12);
  o.checkpoint_s = 0;
  EXPECT_EQ(train(o, run, false, events).steps, 12);
  EXPECT_TRUE(load_model(o.output));
  EXPECT_EQ(run.status(), "finished");
  EXPECT_EQ(std::count_if(
                told.begin(), told.end(),
                [](const std::string& t) { return t.find("without its run folder") != std::string::npos; }),
            1);
}

TEST_F(Training, AModelThatCannotReachItsPlaceIsSafeInTheRunFolder) {
  TrainOptions o = options("lost", 12);
  partials::Run run = store_->create("lost", config_of(o));
  std::filesystem::create_directories(o.output);
  try {
    train(o, run, false, {});
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("safe in '" + run.model_path()), std::string::npos) << e.what();
    EXPECT_NE(std::string(e.what()).find("--resume " + run.id()), std::string::npos) << e.what();
  }
  EXPECT_TRUE(load_model(run.model_path()));
  EXPECT_EQ(store_->list().front().steps, 12);
  EXPECT_EQ(run.status(), "failed");
}

// Rounding is of what plays, not of what is trained.
TEST_F(Training, ByteWeightsAreWhatIsSavedAndTrainingDoesNotKnow) {
  TrainOptions full = options("full", 12), rounded = options("rounded", 12);
  full.weights = "full";
  rounded.weights = "bytes";
  partials::Run a = store_->create("full", {}), b = store_->create("rounded", {});
  train(full, a, false, {});
  const TrainResult r = train(rounded, b, false, {});
  const auto state = [](const partials::Run& run) {
    return nlohmann::json::from_cbor(run.load_checkpoint()).at("trainer");
  };
  EXPECT_EQ(state(a), state(b));
  const Model model = load_model(rounded.output).value(), unrounded = load_model(full.output).value();
  EXPECT_EQ(model.card.weights, "bytes");
  EXPECT_EQ(unrounded.card.weights, "");
  std::vector<float> again = model.weights, other = unrounded.weights;
  round_to_bytes(model.table, again.data());
  EXPECT_EQ(again, model.weights);
  EXPECT_NE(other, model.weights);
  round_to_bytes(model.table, other.data());
  EXPECT_EQ(other, model.weights);
  EXPECT_NEAR(r.validation.value(), load_model(full.output).value().card.metrics.begin()->second, 0.5);
}

TEST_F(Training, LeavesAModelWithItsCardAndASketch) {
  partials::Run run = store_->create("card", config_of(options("card", 26)));
  TrainOptions o = options("card", 26);
  o.licence = "CC0-1.0";
  o.author = "somebody";
  TrainEvents events;
  std::string warning;
  events.warn = [&](const std::string& text) { warning += text + "\n"; };
  const TrainResult r = train(o, run, false, events);
  // trained all the same
  EXPECT_NE(warning.find("only 9 s of pitched sound; record"), std::string::npos) << warning;
  EXPECT_EQ(std::count(warning.begin(), warning.end(), '\n'), 1) << warning;
  EXPECT_GT(r.validation.value(), 0);
  const auto model = load_model(o.output);
  ASSERT_TRUE(model) << model.error().text;
  EXPECT_EQ(model.value().card.licence, "CC0-1.0");
  EXPECT_EQ(model.value().card.steps, 26);
  EXPECT_FALSE(model.value().card.sources.empty());
  EXPECT_NEAR(instrument_part(model.value()).known.low_hz, 220, 30);
  EXPECT_FALSE(instrument_part(model.value()).notes.notes.empty());
  EXPECT_TRUE(std::filesystem::exists(run.path() + "/sketch.wav"));
  EXPECT_FALSE(run.metrics().empty());
  store_->index(run);
  EXPECT_EQ(store_->list().front().status, "finished");
}

TEST_F(Training, RefusesInWordsWhatCannotWork) {
  TrainOptions o = options("none", 5);
  o.inputs = {(folder_ / "nothing").string()};
  partials::Run run = store_->create("none", {});
  try {
    train(o, run, false, {});
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("nothing"), std::string::npos) << e.what();
  }
  EXPECT_FALSE(std::filesystem::exists(o.output));
}

}  // namespace
}  // namespace partials
