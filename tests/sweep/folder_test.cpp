// SPDX-License-Identifier: MIT
// Guards against: two workers that train one trial; a claim that outlives its process; a round that starts
// before the one before is finished, or with other trials than the best; a table that depends on the order in
// which trials finished.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "sweep/sweep_folder.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Room {
  std::string path = (fs::temp_directory_path() / ("sweep-" + std::to_string(::getpid()))).string();
  Room() { fs::remove_all(path); }
  ~Room() { fs::remove_all(path); }
};

Sweep sweep(int trials) {
  Sweep s;
  s.space =
      space_from(
          R"({"search": "halving", "trials": )" + std::to_string(trials) +
              R"(, "first_steps": 10, "steps": 20, "space": {"seed": {"from": 1, "to": 9, "whole": true}}})",
          "x")
          .value();
  s.trials = trials_of(s.space);
  s.rounds = rounds_of(s.space);
  return s;
}

json result(double validation) {
  return {{"validation", validation},
          {"metric", {{"id", "log_mel_db"}, {"unit", "dB"}, {"lower_is_better", true}}},
          {"steps", 10},
          {"model_sha256", "0"}};
}

TEST(SweepFolders, OneOfManyGetsATrial) {
  Room room;
  const SweepFolder folder = SweepFolder::open(room.path, {{"space", 1}});
  for (int trial = 0; trial < 20; ++trial) {
    std::atomic<int> got = 0;
    std::vector<std::thread> workers;
    for (int w = 0; w < 8; ++w)
      workers.emplace_back([&, w, own = folder]() mutable {
        got += own.claim({0, trial}, "worker " + std::to_string(w));
      });
    for (std::thread& t : workers) t.join();
    EXPECT_EQ(got, 1) << trial;
  }
}

TEST(SweepFolders, TheClaimOfADeadProcessIsFree) {
  Room room;
  SweepFolder folder = SweepFolder::open(room.path, {{"space", 1}});
  const pid_t child = ::fork();
  if (child == 0) ::_exit(folder.claim({0, 3}, "dead") ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  EXPECT_TRUE(folder.claim({0, 3}, "other"));
  EXPECT_FALSE(folder.claim({0, 3}, "third")) << "this process lives";
  folder.release({0, 3});
  EXPECT_EQ(folder.owner({0, 3}), "");
}

TEST(SweepFolders, TheBestGoOnWhateverFinishedFirst) {
  const double validation[] = {5, 3, 4, 1, 2, 6};
  std::string tables[2];
  for (const bool backwards : {false, true}) {
    Room room;
    SweepFolder folder = SweepFolder::open(room.path, {{"space", 1}});
    const Sweep s = sweep(6);
    std::vector<int> order{0, 1, 2, 3, 4, 5};
    if (backwards) std::reverse(order.begin(), order.end());
    for (const int t : order) {
      EXPECT_EQ(work_left(s, folder).round, 0);
      folder.set_result({0, t}, t == 4 ? json{{"failed", "why"}} : result(validation[t]));
    }
    const Work left = work_left(s, folder);
    EXPECT_EQ(left.round, 1);
    ASSERT_EQ(left.open.size(), 3u);
    EXPECT_EQ(trials_in(s, folder, 1), (std::vector<int>{1, 2, 3}));
    for (const Leg& leg : left.open) folder.set_result(leg, result(validation[leg.trial] / 2));
    EXPECT_TRUE(work_left(s, folder).open.empty());
    tables[backwards] = table_of(s, folder).dump();
    EXPECT_EQ(table_of(s, folder)[0]["trial"], 3);
    EXPECT_EQ(table_of(s, folder)[5]["why"], "why");
    folder.forget_failures();
    EXPECT_EQ(work_left(s, folder).round, 0);
  }
  EXPECT_EQ(tables[0], tables[1]);
}

TEST(SweepFolders, OfTwoThatBeginAtOnceOneIsRefused) {
  for (int i = 0; i < 20; ++i) {
    Room room;
    std::atomic<int> opened = 0;
    std::vector<std::thread> workers;
    for (int w = 0; w < 8; ++w)
      workers.emplace_back([&, w] {
        try {
          SweepFolder::open(room.path, {{"space", w}});
          ++opened;
        } catch (const std::runtime_error&) {
        }
      });
    for (std::thread& t : workers) t.join();
    EXPECT_EQ(opened, 1);
    EXPECT_TRUE(SweepFolder::is_one(room.path));
  }
}

TEST(SweepFolders, TheOrderOfNamesIsPartOfASweep) {
  Room room;
  SweepFolder::open(room.path, {{"space", {{"a", 1}, {"b", 2}}}});
  EXPECT_NO_THROW(SweepFolder::open(room.path, {{"space", {{"a", 1}, {"b", 2}}}}));
  EXPECT_THROW(SweepFolder::open(room.path, {{"space", {{"b", 2}, {"a", 1}}}}), std::runtime_error);
}

TEST(SweepFolders, AFolderSaysWhatItTries) {
  Room room;
  const char* text =
      R"({"search": "grid", "steps": 3, "space": {"weights": ["full", "bytes"], "seed": [1, 2]}})";
  SweepFolder::open(room.path, {{"space", nlohmann::ordered_json::parse(text)}});
  const Sweep s = SweepFolder::existing(room.path + "/").sweep();
  ASSERT_EQ(s.trials.size(), 4u);
  EXPECT_EQ(s.trials[1][0].first, "weights") << "in the file's order";
  EXPECT_EQ(s.trials[1][1].second, 2);
  EXPECT_THROW(SweepFolder::existing(room.path + "/runs"), std::runtime_error);
}

TEST(SweepFolders, AnotherSweepIsRefused) {
  Room room;
  SweepFolder::open(room.path, {{"space", 1}});
  EXPECT_NO_THROW(SweepFolder::open(room.path, {{"space", 1}}));
  EXPECT_THROW(SweepFolder::open(room.path, {{"space", 2}}), std::runtime_error);
}

}  // namespace
}  // namespace partials
