// SPDX-License-Identifier: MIT
// Guards against: examples that are not what was shown, a mapping that does not follow them, outputs that
// leave their range or jump when movement fails to arrive, and frames that allocate.
#include "body/map_session.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "families/model_loading.h"

namespace partials::body {
namespace {

constexpr double kHop = 1. / 60;

MapSession::Options options(motion::MappingKind kind) {
  MapSession::Options o;
  o.hear.port = 0;
  o.mapping.kind = kind;
  if (kind == motion::MappingKind::regression) o.mapping.outputs = {{"macro1", "", 0, 1, 0, 2}};
  return o;
}

struct Played {
  std::unique_ptr<MapSession> session;
  double now = 100;
  explicit Played(motion::MappingKind kind)
      : session(MapSession::open(options(kind), channel_inputs({"a", "b"}, 60).value()).value()) {}
  void frames(int count, float a, float b) {
    for (int i = 0; i < count; ++i) frame(a, b);
  }
  void frame(float a, float b) {
    const float row[] = {a, b};
    now += kHop;
    session->frame(now, row, now);
  }
  void silence(int count) {
    const float row[] = {0, 0};
    for (int i = 0; i < count; ++i) {
      now += kHop;
      session->frame(now, row, 100);
    }
  }
  void train() {
    ASSERT_TRUE(session->train());
    session->wait_for_training();
    ASSERT_TRUE(session->state().has_model) << session->state().message;
    ASSERT_TRUE(session->run(true));
  }
  float out() { return session->state().outputs.at(0); }
};

TEST(MapSession, FollowsItsExamplesAndForgetsMutedOnes) {
  Played p(motion::MappingKind::regression);
  for (const float x : {0.f, 0.5f, 1.f}) {
    ASSERT_TRUE(p.session->set_wanted(0, x * x));
    p.frames(30, x, 0.3f);
    ASSERT_TRUE(p.session->record_start());
    p.frames(60, x, 0.3f);
    ASSERT_TRUE(p.session->record_stop());
  }
  ASSERT_EQ(p.session->state().examples.size(), 3u);
  EXPECT_EQ(p.session->state().examples[1].frames, 10u);
  EXPECT_FALSE(p.session->run(true)) << "there is no mapping yet";
  p.train();
  for (const float x : {0.f, 0.5f, 1.f}) {
    p.frames(120, x, 0.3f);
    EXPECT_NEAR(p.out(), x * x, 0.02) << x;
  }
  ASSERT_TRUE(p.session->mute(p.session->state().examples[1].id, true));
  p.train();
  p.frames(120, 0.5f, 0.3f);
  EXPECT_GT(p.out(), 0.3f) << "between the two that are left";
}

TEST(MapSession, NeverLeavesItsRangeNorExceedsItsSpeed) {
  Played p(motion::MappingKind::regression);
  for (const float x : {0.f, 1.f}) {
    ASSERT_TRUE(p.session->set_wanted(0, x));
    p.frames(30, x, x);
    ASSERT_TRUE(p.session->record_start());
    p.frames(30, x, x);
    ASSERT_TRUE(p.session->record_stop());
  }
  p.train();
  p.frames(60, 0, 0);
  float before = p.out();
  uint32_t seed = 1;
  for (int i = 0; i < 3000; ++i) {
    seed = seed * 1664525u + 1013904223u;
    const float wild = static_cast<float>(seed >> 8) / static_cast<float>(1 << 22) - 2;
    if (i % 300 < 30)
      p.silence(1);  // a gap of half a second
    else if (seed % 3 == 0)
      p.frame(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity());
    else
      p.frame(wild, i % 2 ? 1e30f : wild);
    const float now = p.out();
    ASSERT_TRUE(now >= 0 && now <= 1) << now;
    ASSERT_LE(std::abs(now - before), 2 * kHop + 1e-5) << i;
    before = now;
  }
}

TEST(MapSession, TellsClassesApartAndSaysNoneOfThese) {
  Played p(motion::MappingKind::classes);
  EXPECT_FALSE(p.session->record_start()) << "an example without a name";
  for (const auto& [name, x] : {std::pair{"left", -1.f}, std::pair{"right", 1.f}}) {
    ASSERT_TRUE(p.session->set_label(name));
    ASSERT_TRUE(p.session->record_start());
    for (int i = 0; i < 60; ++i)
      p.frame(x + 0.1f * std::sin(0.7f * static_cast<float>(i)),
              0.1f * std::cos(0.5f * static_cast<float>(i)));
    ASSERT_TRUE(p.session->record_stop());
  }
  p.train();
  const auto names = p.session->mapping().names;
  const auto best = [&] {
    const int at = p.session->state().best;
    return at >= 0 && static_cast<size_t>(at) < names.size() ? names[static_cast<size_t>(at)] : "none";
  };
  p.frames(120, -1, 0);
  EXPECT_EQ(best(), "left");
  p.frames(120, 1, 0);
  EXPECT_EQ(best(), "right");
  p.frames(180, 40, -60);
  EXPECT_EQ(best(), "none");
}

// Guards against: a cue that its pose does not call a second time, after a command has left it.
TEST(MapSession, AClassCallsItsCueAgainAfterNoneOfThese) {
  Played p(motion::MappingKind::classes);
  for (const auto& [name, x] : {std::pair{"left", -1.f}, std::pair{"right", 1.f}}) {
    ASSERT_TRUE(p.session->set_label(name));
    ASSERT_TRUE(p.session->record_start());
    for (int i = 0; i < 60; ++i)
      p.frame(x + 0.1f * std::sin(0.7f * static_cast<float>(i)),
              0.1f * std::cos(0.5f * static_cast<float>(i)));
    ASSERT_TRUE(p.session->record_stop());
  }
  p.train();
  auto mapping = p.session->mapping();
  mapping.outputs = {{"macro1", "", 0, 1, 0, 100}};
  mapping.cues = {{"left", 0, {{"macro1", 1.f}}}};
  auto model = std::make_shared<Model>(*p.session->model());
  model->part = std::make_shared<motion::Mapping>(mapping);
  MapSession::Options o;
  o.hear.port = 0;
  o.mapping = mapping;
  o.model = model;
  p.session = MapSession::open(std::move(o), channel_inputs({"a", "b"}, 60).value()).value();
  ASSERT_TRUE(p.session->run(true));
  p.frames(120, -1, 0);
  EXPECT_EQ(p.session->state().cue, 0);
  p.frames(180, 40, -60);
  EXPECT_EQ(p.session->state().cue, 0) << "none of these changes nothing";
  ASSERT_TRUE(p.session->call_cue(""));
  p.frames(60, 40, -60);
  EXPECT_EQ(p.session->state().cue, -1);
  p.frames(120, -1, 0);
  EXPECT_EQ(p.session->state().cue, 0) << "the pose was left and shown again";
}

TEST(MapSession, CountsRepetitionsOfWhatMovesFarthest) {
  Played p(motion::MappingKind::regression);
  EXPECT_FALSE(p.session->practise("c")) << "there is no such input";
  const auto swing = [&](double seconds, float size) {
    for (double t = 0; t < seconds; t += kHop) {
      const auto x = static_cast<float>(0.5 - 0.5 * std::cos(2 * 3.14159265 * t / seconds));
      p.frame(0.1f * x, size * x);
    }
  };
  EXPECT_FALSE(p.session->state().practising);
  p.frames(80, 0, 0);  // channels come from their rest first
  p.session->calibrate(2);
  swing(1.8, 2);
  p.frames(30, 0, 0);
  ASSERT_TRUE(p.session->state().practising);
  EXPECT_EQ(p.session->state().practised.name, "b");
  EXPECT_TRUE(p.session->take_repetitions().empty()) << "the calibration itself is none";
  for (int i = 0; i < 3; ++i) {
    swing(1, 1.5f);
    p.frames(10, 0, 0);
  }
  const auto complete = p.session->take_repetitions();
  ASSERT_EQ(complete.size(), 3u);
  EXPECT_NEAR(complete[2].range, 1.5, 0.05);
  EXPECT_NEAR(complete[2].share, 0.75, 0.03);
  EXPECT_TRUE(p.session->take_repetitions().empty());
}

TEST(MapSession, GoesOnFromItsFile) {
  Played p(motion::MappingKind::regression);
  for (const float x : {0.f, 1.f}) {
    ASSERT_TRUE(p.session->set_wanted(0, x));
    p.frames(30, x, x);
    ASSERT_TRUE(p.session->record_start());
    p.frames(30, x, x);
    ASSERT_TRUE(p.session->record_stop());
  }
  p.train();
  const std::string bytes = bytes_from_model(*p.session->model());
  auto read = model_from_bytes(bytes, "hand.partials");
  ASSERT_TRUE(read) << read.error().text;
  const auto model = std::make_shared<const Model>(std::move(read).value());
  MapSession::Options o = options(motion::MappingKind::regression);
  o.mapping = motion::mapping_of(*model);
  o.model = model;
  auto again = MapSession::open(std::move(o), inputs_of(*model).value());
  ASSERT_TRUE(again) << again.error().text;
  EXPECT_EQ(again.value()->state().examples.size(), 2u);
  ASSERT_TRUE(again.value()->run(true));
  const float row[] = {1, 1};
  for (int i = 0; i < 120; ++i) again.value()->frame(100 + i * kHop, row, 100 + i * kHop);
  EXPECT_NEAR(again.value()->state().outputs.at(0), 1, 0.02);
}

TEST(MapSession, RefusesANumberThatIsNoClass) {
  Played p(motion::MappingKind::classes);
  motion::command::SetOutputs outputs;
  outputs.count = 1;
  for (const float wrong : {1e20f, -3.f, std::numeric_limits<float>::infinity()}) {
    outputs.values[0] = wrong;
    EXPECT_FALSE(p.session->obey(outputs)) << wrong;
  }
  outputs.values[0] = 3;
  ASSERT_TRUE(p.session->obey(outputs));
  EXPECT_EQ(p.session->state().label, "class3");
}

TEST(MapSession, ObeysWekinator) {
  Played p(motion::MappingKind::regression);
  using namespace motion::command;
  for (const float x : {0.f, 1.f}) {
    SetOutputs outputs;
    outputs.values[0] = x;
    outputs.count = 1;
    ASSERT_TRUE(p.session->obey(outputs));
    p.frames(30, x, x);
    ASSERT_TRUE(p.session->obey(StartRecording{}));
    p.frames(30, x, x);
    ASSERT_TRUE(p.session->obey(StopRecording{}));
  }
  ASSERT_TRUE(p.session->obey(Train{}));
  p.session->wait_for_training();
  ASSERT_TRUE(p.session->obey(StartRunning{}));
  p.frames(120, 1, 1);
  EXPECT_NEAR(p.out(), 1, 0.02);
  EXPECT_FALSE(p.session->obey(LoadModel{})) << "files are not opened by packets";
  ASSERT_TRUE(p.session->obey(DeleteAllExamples{}));
  EXPECT_TRUE(p.session->state().examples.empty());
}

}  // namespace
}  // namespace partials::body
