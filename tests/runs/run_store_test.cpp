// SPDX-License-Identifier: MIT
// Guards against: one damaged run that hides all others, 'latest' by a wrong clock, runs damaged by a failed
// resume, names that are not UTF-8 lost in JSON, moved recordings that are not found, and changed recordings
// that are accepted.
#include "runs/run_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "data/dataset_files.h"
#include "report/json_values.h"
#include "runs/checkpoint.h"
#include "runs/run_config.h"
#include "runs/run_recordings.h"
#include "soundfile/audio_file.h"
#include "support/sounds.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class Runs : public testing::Test {
 protected:
  void SetUp() override {
    char place[] = "/tmp/partials_runs_XXXXXX";
    folder_ = ::mkdtemp(place);
    store_.emplace(RunStore::open((folder_ / "runs").string()));
  }
  void TearDown() override { fs::remove_all(folder_); }
  partials::Run begun(const std::string& name) {
    TrainOptions o;
    o.inputs = {(folder_ / "in").string()};
    o.output = name + ".partials";
    o.name = name;
    return store_->create(name, config_of(o));
  }
  void write(const std::string& path, const std::string& bytes) { ASSERT_TRUE(atomic_write(path, bytes)); }
  std::string read(const std::string& path) { return read_file(path, 1 << 20).value(); }

  fs::path folder_;
  std::optional<RunStore> store_;
};

TEST_F(Runs, LatestIsTheOneBegunLastWhateverTheClockSaid) {
  const partials::Run first = begun("first");
  const fs::path ahead = folder_ / "runs" / "29991231-235959-first-1";  // begun while the clock was wrong
  fs::rename(first.path(), ahead);
  const partials::Run second = begun("second"), third = begun("second");  // in one second, by one process
  EXPECT_NE(second.path(), third.path());
  EXPECT_EQ(store_->find("latest").path(), third.path());
  const auto all = store_->list();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].path, third.path());
  EXPECT_EQ(all[1].path, second.path());
  EXPECT_EQ(all[2].path, ahead.string());
}

TEST_F(Runs, AnIdThatIsTheBeginningOfAnotherIsFound) {
  const partials::Run one = begun("one"), longer = begun("one");
  EXPECT_EQ(store_->find(one.id()).path(), one.path());
  EXPECT_EQ(store_->find(longer.id()).path(), longer.path());
  EXPECT_THROW((void)store_->find("no-such"), std::runtime_error);
}

TEST_F(Runs, OneThatIsDamagedHidesNoOther) {
  const std::vector<std::string> ways = {R"({"status":5,"summary":7})", "", "[]", "\xff\xfe",
                                         R"({"status":"finished","summary":[1]})"};
  std::vector<partials::Run> damaged;
  for (const std::string& way : ways) {
    damaged.push_back(begun("damaged"));
    write(damaged.back().path() + "/state.json", way);
  }
  damaged.push_back(begun("damaged"));
  write(damaged.back().path() + "/config.json", R"({"inputs": 3, "minutes": "ten"})");
  partials::Run good = begun("good");
  good.set_state("finished", {{"steps", 7}, {"validation", 3.5}});
  write(good.path() + "/metrics.jsonl",
        "{\"step\": \"x\"}\n[1]\n\xff\n{\"step\": 5, \"loss\": \"much\"}\n{\"st");
  const auto all = store_->list();
  ASSERT_EQ(all.size(), damaged.size() + 1);
  EXPECT_EQ(all[0].status, "finished");
  EXPECT_EQ(all[0].steps, 7);
  EXPECT_EQ(good.metrics().size(), 2u);
  for (size_t i = 1; i < all.size(); ++i) EXPECT_EQ(all[i].status, "damaged") << all[i].path;
  for (size_t i = 0; i < ways.size(); ++i)
    EXPECT_NE(damaged[i].damage().find("state.json"), std::string::npos) << damaged[i].damage();
  TrainOptions o;
  try {
    take_over(damaged.back(), o, {});
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("config.json"), std::string::npos) << e.what();
  }
}

TEST_F(Runs, TheIndexIsNeverInTheWay) {
  begun("one");
  const fs::path index = folder_ / "runs" / "runs.sqlite";
  for (const char* bytes : {"", "this is no database, whatever its name says"}) {
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(index.string() + ending);
    write(index.string(), bytes);
    EXPECT_EQ(store_->list().size(), 1u);
  }
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(index.string() + ending);
  fs::create_directories(index / "not empty");
  EXPECT_EQ(store_->list().size(), 1u);
  fs::create_directory_symlink("loop", folder_ / "runs" / "loop");
  EXPECT_EQ(store_->list().size(), 1u);
}

TEST_F(Runs, AResumeThatCannotBeginLeavesTheRunAsItWas) {
  partials::Run run = begun("kept");
  run.set_state("finished", {{"steps", 7}, {"spent_s", 3.0}, {"validation", 2.0}});
  run.set_progress({{"phase", "training"}, {"step", 7}});
  const std::string state = read(run.path() + "/state.json"), progress = read(run.path() + "/progress.json");
  run.try_resume();
  EXPECT_EQ(run.status(), "running");
  run.set_progress({{"phase", "listening"}});
  run.give_up_resume();
  EXPECT_EQ(read(run.path() + "/state.json"), state);
  EXPECT_EQ(read(run.path() + "/progress.json"), progress);
  run.try_resume();  // and killed, before it began
  json dead = run.state();
  dead["process"]["start"] = 1;
  write(run.path() + "/state.json", dead.dump());
  EXPECT_EQ(run.status(), "finished");
  EXPECT_EQ(store_->list().front().steps, 7);
}

TEST_F(Runs, OneThatWasKilledShowsHowFarItWas) {
  partials::Run run = begun("killed");
  run.set_progress({{"phase", "training"}, {"step", 40}, {"spent_s", 9.5}, {"best", 4.25}});
  json dead = run.state();
  dead["process"]["start"] = 1;
  write(run.path() + "/state.json", dead.dump());
  const RunInfo info = store_->list().front();
  EXPECT_EQ(info.status, "killed");
  EXPECT_EQ(info.steps, 40);
  EXPECT_EQ(info.validation, 4.25);
}

TEST_F(Runs, ARelativeOutputStaysWhereItWas) {
  const std::string here = fs::current_path().string();
  partials::Run run = begun("mine");
  fs::current_path(folder_);
  TrainOptions o, named;
  take_over(run, o, {});
  named.output = "other.partials";
  take_over(run, named, {});
  json old = run.config();
  old.erase("folder");  // as version 0.1.0 wrote it
  run.set_config(old);
  TrainOptions unknown;
  const std::string note = take_over(run, unknown, {});
  const std::string there = fs::current_path().string();
  fs::current_path(here);
  EXPECT_EQ(o.output, here + "/mine.partials");
  EXPECT_EQ(named.output, there + "/other.partials");
  EXPECT_EQ(unknown.output, there + "/mine.partials");
  EXPECT_NE(note.find("mine.partials"), std::string::npos) << note;
}

TEST_F(Runs, NamesThatAreNotUtf8ComeBack) {
  TrainOptions o, again;
  o.inputs = {"/tmp/odd\xff", "/tmp/\xc3\xa4 plain", "/tmp/\xed\xa0\x80"};
  o.output = "/tmp/\xe4.partials";
  o.name = "odd";
  o.checkpoint_s = 3;
  o.seed = ~uint64_t{0};
  const partials::Run run = store_->create("odd", config_of(o));
  take_over(run, again, {});
  EXPECT_EQ(again.inputs, o.inputs);
  EXPECT_EQ(again.output, o.output);
  EXPECT_EQ(again.checkpoint_s, 3);
  EXPECT_EQ(again.seed, o.seed);
}

TEST(Checkpoint, ADamagedOneIsAnErrorAndNeverACrash) {
  const std::string whole = bytes_of(Checkpoint{
      .trainer = "state", .best = {1.f, 2.f}, .best_value = 3, .loss_n = 4, .validation_due = true});
  const auto read = checkpoint_from(whole);
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().trainer, "state");
  EXPECT_EQ(read.value().best, (std::vector<float>{1.f, 2.f}));
  EXPECT_TRUE(read.value().validation_due);
  for (size_t n = 0; n < whole.size(); ++n) EXPECT_FALSE(checkpoint_from(whole.substr(0, n))) << n;
  for (const json& other : {json(3), json::array(), json{{"trainer", "text"}, {"best", 1}}}) {
    const auto bytes = json::to_cbor(other);
    EXPECT_FALSE(checkpoint_from({bytes.begin(), bytes.end()}));
  }
}

class Moved : public Runs {
 protected:
  void SetUp() override {
    Runs::SetUp();
    in_ = folder_ / "work" / "in";
    fs::create_directories(in_);
    for (int n = 0; n < 4; ++n) sound(in_ / ("n" + std::to_string(n) + ".wav"), 220 + 30 * n);
    run_.emplace(begun("moved"));
    remember_recordings(*run_, open_dataset({in_.string()}));
  }
  void sound(const fs::path& path, double hz) {
    ASSERT_TRUE(write_wav(path.string(), {sounds::note(hz, 0.5, 22050, 0.2, 1), 22050}));
  }
  std::vector<std::string> in(const fs::path& folder) {
    std::vector<std::string> all;
    for (int n = 0; n < 4; ++n) all.push_back((folder / ("n" + std::to_string(n) + ".wav")).string());
    return all;
  }
  std::string refusal(const std::vector<std::string>& given = {}) {
    try {
      find_again(*run_, given);
      return "";
    } catch (const DataRefused& e) {
      return e.what();
    }
  }
  fs::path in_;
  std::optional<partials::Run> run_;
};

TEST_F(Moved, RecordingsAreFoundByTheirHashes) {
  EXPECT_EQ(find_again(*run_, {}).files, in(in_));
  EXPECT_EQ(find_again(*run_, {}).note, "");
  const fs::path moved = folder_ / "work" / "kept" / "deep";
  fs::create_directories(moved.parent_path());
  fs::rename(in_, moved);
  sound(moved / "another.wav", 500);  // not of the run
  const FoundAgain again = find_again(*run_, {});
  EXPECT_EQ(again.files, in(moved));
  EXPECT_NE(again.note.find("deep"), std::string::npos) << again.note;
  EXPECT_EQ(open_recordings(again.files).recordings.size(), 4u);
}

TEST_F(Moved, RenamedOnesKeepTheirOrder) {
  fs::rename(in_ / "n0.wav", in_ / "z.wav");
  fs::rename(in_ / "n1.wav", in_ / "swap.wav");
  fs::rename(in_ / "n2.wav", in_ / "n1.wav");
  fs::rename(in_ / "swap.wav", in_ / "n2.wav");
  const std::vector<std::string> names = {"z.wav", "n2.wav", "n1.wav", "n3.wav"};
  const auto files = find_again(*run_, {}).files;
  ASSERT_EQ(files.size(), 4u);
  for (size_t i = 0; i < 4; ++i) EXPECT_EQ(fs::path(files[i]).filename(), names[i]);
}

TEST_F(Moved, APlaceThatIsNamedIsLookedInto) {
  char other[] = "/tmp/partials_elsewhere_XXXXXX";
  const fs::path away = ::mkdtemp(other);
  const fs::path deep = away / "too" / "deep" / "to" / "be" / "found" / "by" / "itself";
  fs::create_directories(deep);
  fs::copy(in_, deep / "sounds", fs::copy_options::recursive);
  fs::remove_all(folder_ / "work");
  EXPECT_NE(refusal().find("n0.wav, n1.wav, n2.wav, n3.wav"), std::string::npos) << refusal();
  EXPECT_NE(refusal().find("--recordings"), std::string::npos);
  EXPECT_EQ(find_again(*run_, {away.string()}).files, in(deep / "sounds"));
  fs::remove(deep / "sounds" / "n2.wav");
  EXPECT_NE(refusal({away.string()}).find("not found: n2.wav ("), std::string::npos)
      << refusal({away.string()});
  EXPECT_NE(refusal({"/no/such/place"}).find("/no/such/place"), std::string::npos);
  fs::remove_all(away);
}

TEST_F(Moved, ThoseThatChangedAreNamed) {
  sound(in_ / "n1.wav", 333);
  EXPECT_NE(refusal().find("changed since the run began: n1.wav;"), std::string::npos) << refusal();
  const auto time = fs::last_write_time(in_ / "n3.wav");  // a change that keeps size and time
  sound(in_ / "n3.wav", 444);
  fs::last_write_time(in_ / "n3.wav", time);
  try {
    check_unchanged(*run_, open_recordings(in(in_)));
    FAIL();
  } catch (const DataRefused& e) {
    EXPECT_NE(std::string(e.what()).find("n1.wav, n3.wav"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace partials
