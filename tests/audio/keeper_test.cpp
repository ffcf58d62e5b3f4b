// SPDX-License-Identifier: MIT
// Guards against: permanent silence after a server ends, a switch to an audio system that was not chosen, a
// window that blocks on a server, a missing server without a message.
#include "audio/keeper.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace partials::audio {
namespace {

struct Nothing final : CycleHooks {};

// A system that is there or not; its device plays nothing.
struct Server {
  std::atomic<bool> there{false}, input{true};
  std::atomic<int> opened{0};
};

class FakeDevice final : public Device {
 public:
  FakeDevice(Server& server, std::string id, int inputs)
      : server_(server), id_(std::move(id)), inputs_(inputs) {}
  std::string output() const override { return id_; }
  std::string name() const override { return "the " + id_; }
  int rate_hz() const override { return 48000; }
  int block() const override { return 256; }
  int inputs() const override { return inputs_; }
  int xruns() const override { return 0; }
  bool lost() const override { return !server_.there; }
  double latency_ms(bool with_input) const override { return with_input ? 20 : 10; }

 private:
  Server& server_;
  const std::string id_;
  const int inputs_;
};

class FakeSystem final : public System {
 public:
  FakeSystem(Server& server, std::string id) : server_(server), id_(std::move(id)) {}
  std::string id() const override { return id_; }
  std::vector<AudioOutput> outputs(bool) override {
    return server_.there ? std::vector<AudioOutput>{{id_, id_}} : std::vector<AudioOutput>{};
  }
  bool has_input() override { return server_.input; }
  Result<std::unique_ptr<Device>> open(const Request& request, Stage& stage) override {
    if (!server_.there) return Error{id_ + " does not answer"};
    stage.prepare(48000, 256);
    ++server_.opened;
    return std::unique_ptr<Device>(
        std::make_unique<FakeDevice>(server_, id_, server_.input ? request.inputs : 0));
  }

 private:
  Server& server_;
  const std::string id_;
};

class Keeping : public ::testing::Test {
 protected:
  void begin(const std::string& output = "", PlayerKind kind = PlayerKind::instrument) {
    player_ = std::make_unique<Player>(kind);
    stage_ = std::make_unique<Stage>(*player_, hooks_);
    Systems systems;
    systems.audio.push_back(std::make_unique<FakeSystem>(first_, "first"));
    systems.audio.push_back(std::make_unique<FakeSystem>(second_, "second"));
    Keeper::Options options;
    options.request.output = output;
    options.request.inputs = kind == PlayerKind::effect ? 2 : 0;
    keeper_ = std::make_unique<Keeper>(*stage_, std::move(systems), std::move(options));
    keeper_->begin();
  }
  template <class Condition>
  bool soon(Condition condition) {
    for (int i = 0; i < 1500 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return condition();
  }
  bool plays(const std::string& id) {
    return soon([&] { return keeper_->state().running && keeper_->state().output == id; });
  }

  Server first_, second_;
  Nothing hooks_;
  std::unique_ptr<Player> player_;
  std::unique_ptr<Stage> stage_;
  std::unique_ptr<Keeper> keeper_;
};

TEST_F(Keeping, TheFirstThatAnswersPlays) {
  first_.there = second_.there = true;
  begin();
  EXPECT_EQ(keeper_->state().output, "first");  // already after begin()
  EXPECT_EQ(keeper_->state().trouble, "");
  EXPECT_EQ(keeper_->state().latency_ms, 10);
  EXPECT_EQ(second_.opened, 0);
}

TEST_F(Keeping, WhatIsMissingIsSaidAndItBeginsByItself) {
  begin();
  EXPECT_FALSE(keeper_->state().running);
  EXPECT_NE(keeper_->state().trouble.find("first does not answer, second does not answer"), std::string::npos)
      << keeper_->state().trouble;
  EXPECT_EQ(keeper_->take_news().size(), 1u);
  const int before = keeper_->revision();
  second_.there = true;
  EXPECT_TRUE(plays("second"));
  EXPECT_NE(keeper_->revision(), before);
  EXPECT_EQ(keeper_->state().trouble, "");
}

TEST_F(Keeping, AnotherSystemTakesOverWhereThisOneEnds) {
  first_.there = second_.there = true;
  begin();
  first_.there = false;
  EXPECT_TRUE(plays("second"));
  first_.there = true;  // it does not go back: what sounds is not interrupted
  second_.there = false;
  EXPECT_TRUE(plays("first"));
}

TEST_F(Keeping, AChosenOutputIsWaitedFor) {
  first_.there = second_.there = true;
  begin("second");
  EXPECT_TRUE(plays("second"));
  second_.there = false;
  EXPECT_TRUE(soon([&] { return !keeper_->state().running; }));
  EXPECT_EQ(keeper_->state().output, "second");
  EXPECT_NE(keeper_->state().trouble.find("choose another output"), std::string::npos);
  EXPECT_EQ(first_.opened, 0);
  second_.there = true;
  EXPECT_TRUE(plays("second"));
  keeper_->choose_output("first");
  EXPECT_EQ(keeper_->chosen_output(), "first");
  EXPECT_TRUE(plays("first"));
  keeper_->choose_output("nonesuch");
  EXPECT_TRUE(soon([&] { return keeper_->state().trouble.find("nonesuch") != std::string::npos; }));
}

TEST_F(Keeping, AnEffectWithoutAnInputRunsAndSaysSo) {
  first_.there = true;
  first_.input = false;
  begin("", PlayerKind::effect);
  EXPECT_TRUE(keeper_->state().running);
  EXPECT_NE(keeper_->state().trouble.find("plug in a microphone"), std::string::npos);
  first_.input = true;
  EXPECT_TRUE(soon([&] { return keeper_->state().trouble.empty(); }));
  EXPECT_TRUE(plays("first"));
  EXPECT_GT(keeper_->state().latency_ms, 20);  // its own, too
}

}  // namespace
}  // namespace partials::audio
