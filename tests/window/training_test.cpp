// SPDX-License-Identifier: MIT
// Guards against: a training that replaces the sound in use, or that changes a host's project by itself; and
// a page that requests a file although it has the field. The training program here is a script, which reports
// at once what a real one reports after a minute.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "checking_canvas.h"
#include "live_desk.h"
#include "system/process_id.h"

namespace partials::window {
namespace {

constexpr const char* kScript = R"(#!/bin/sh
if [ "$1" = check ]; then
  echo '{"usable": true, "total_s": 90, "voiced_s": 80, "low_midi": 60, "high_midi": 80, "quiet_db": -50, "loud_db": -20, "findings": [
    {"severity": "fact", "id": "amount", "text": "90 s of it"}, {"severity": "fact", "id": "licence", "text": "licence: unknown"},
    {"severity": "warning", "id": "papers", "text": "the licence is not on record", "remedy": "write a dataset.json beside the files"}]}'
  exit
fi
runs=$XDG_DATA_HOME/partials/runs
mkdir -p "$runs"
run=run$(ls "$runs" | wc -l)
mkdir "$runs/$run"
cp "$PARTIALS_TEST_MODEL" "$runs/$run/model.partials"
echo '{"name": "Mine"}' > "$runs/$run/config.json"
echo '{"phase": "training", "done": 0.2}' > "$runs/$run/progress.json"
echo "{\"status\": \"running\", \"process\": $PARTIALS_TEST_PROCESS}" > "$runs/$run/state.json"
echo "{\"run\": \"$run\"}"
)";

template <class D>
class Training : public testing::Test {
 protected:
  void SetUp() override {
    playing_ = folders_.add_model("playing");
    learned_ = folders_.add_model("learned");
    const std::string program = folders_.file("partials.sh");
    std::ofstream(program) << kScript;
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    std::filesystem::create_directories(folders_.file("recordings"));
    const ProcessId own = this_process();
    setenv("PARTIALS_PROGRAM", program.c_str(), 1);
    setenv("PARTIALS_TEST_MODEL", learned_.c_str(), 1);
    const std::string process = R"({"pid": )" + std::to_string(own.pid) + R"(, "start": )" +
                                std::to_string(own.start) + R"(, "boot": ")" + own.boot + "\"}";
    setenv("PARTIALS_TEST_PROCESS", process.c_str(), 1);
    desk_ = std::make_unique<D>();
    ASSERT_TRUE(desk_->load_model(playing_));
    scene().resize(kFirstWidth, kFirstHeight, 1);
    scene().idle();
  }
  Scene& scene() { return desk_->scene; }
  bool there(const std::string& id) {
    return std::any_of(scene().parts().begin(), scene().parts().end(),
                       [&](const auto& p) { return p->id == id; });
  }
  template <class F>
  bool wait(F&& f) {
    for (int i = 0; i < 3000 && !f(); ++i) {
      usleep(10000);
      scene().idle();
    }
    scene().idle();
    return f();
  }
  void click(const std::string& id) {
    ASSERT_TRUE(there(id)) << id;
    for (const auto& p : scene().parts())
      if (p->id == id) {
        const Point at = p->box.middle();
        scene().press(at.x * scene().unit(), at.y * scene().unit(), false, time_ += 1);
        scene().release();
        break;
      }
    scene().idle();
  }
  bool written(const std::string& words) {
    CheckingCanvas canvas(scene().whole());
    scene().draw(canvas);
    return std::any_of(canvas.written.begin(), canvas.written.end(),
                       [&](const Written& w) { return w.text.find(words) != std::string::npos; });
  }
  // From dropped recordings to a first model.
  void learn() {
    scene().drop({folders_.file("recordings")});
    ASSERT_TRUE(wait([&] { return there("train:start"); }));
    EXPECT_TRUE(written("90 s of it"));
    EXPECT_TRUE(written("Licence of the recordings"));
    EXPECT_FALSE(written("dataset.json") || written("unknown"));
    click("train:start");
    ASSERT_TRUE(wait([&] { return there("run:play"); }));
  }
  // The training writes a better model, and the window sees it.
  void improve() {
    const TrainingStatus before = scene().training().status();
    std::filesystem::last_write_time(
        before.model, std::filesystem::last_write_time(before.model) + std::chrono::seconds(1));
    ASSERT_TRUE(wait([&] { return scene().training().status().model_stamp != before.model_stamp; }));
  }
  std::string learned_now() { return scene().training().status().model; }

  Folders folders_;
  std::string playing_, learned_;
  std::unique_ptr<D> desk_;
  double time_ = 0;
};

using WindowTraining = Training<LiveDesk>;
using WindowTrainingInAHost = Training<Desk>;

TEST_F(WindowTrainingInAHost, ChangesTheProjectOnlyWhenAsked) {
  const std::string project = desk_->player.state();
  learn();
  improve();
  EXPECT_TRUE(desk_->loads.empty());
  EXPECT_EQ(desk_->moved, 0);
  EXPECT_EQ(desk_->player.state(), project);
  const std::string model = learned_now();
  click("run:play");
  EXPECT_EQ(desk_->loads, std::vector<std::string>{model});
  improve();
  EXPECT_EQ(desk_->loads.size(), 1u);
}

TEST_F(WindowTraining, IsPlayedFromPlayItNowOnAndThenGetsBetter) {
  learn();
  improve();
  EXPECT_TRUE(desk_->loads.empty());
  click("run:play");
  EXPECT_EQ(desk_->loads.size(), 1u);
  improve();
  EXPECT_EQ(desk_->loads.size(), 2u);
  EXPECT_EQ(desk_->loads.back(), desk_->loads.front());
  learn();  // another one: what is played stays
  improve();
  EXPECT_EQ(desk_->loads.size(), 2u);
  EXPECT_NE(learned_now(), desk_->loads.back());
}

}  // namespace
}  // namespace partials::window
