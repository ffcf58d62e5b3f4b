// SPDX-License-Identifier: MIT
// Guards against: an hour on stage that allocates, drifts or ends elsewhere than a minute; storms on the
// network in which an output leaves its range or exceeds its speed limit; cues that jump.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <random>

#include "body/frame_schedule.h"
#include "body/map_session.h"
#include "families/motion/receiver.h"
#include "support/alloc_counter.h"
#include "support/osc_bytes.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials::body {
namespace {

constexpr int kInputs = 12, kOutputs = 8, kRateHz = 60;
constexpr float kPerS = 2;
const float kNaN = std::numeric_limits<float>::quiet_NaN();

using Pose = std::array<float, kInputs>;

// A hand that goes round once in two seconds: input i is a sine of its own phase, between 0 and 1.
Pose pose_at(double s) {
  Pose pose;
  for (size_t i = 0; i < kInputs; ++i)
    pose[i] = static_cast<float>(0.5 + 0.5 * std::sin(M_PI * s + 0.5 * static_cast<double>(i)));
  return pose;
}
std::string packet_of(const Pose& pose) {
  std::string data, types = ",";
  for (const float v : pose) {
    data += osc_bytes::f32(v);
    types += 'f';
  }
  return osc_bytes::message("/wek/inputs", types, data);
}

// The whole way of a packet but for the socket: receiver, row, drop-outs, mapping, cues.
struct Stage {
  std::unique_ptr<MapSession> session;
  motion::Receiver receiver;
  ChannelRow row;
  std::vector<float> raw = std::vector<float>(kInputs);

  Stage() {
    MapSession::Options o;
    o.hear.port = 0;
    for (int k = 0; k < kOutputs; ++k)
      o.mapping.outputs.push_back({"out" + std::to_string(k), "", 0, 1, 0, kPerS});
    std::vector<std::string> channels;
    for (int i = 0; i < kInputs; ++i) channels.push_back("input" + std::to_string(i + 1));
    session = MapSession::open(std::move(o), channel_inputs(channels, kRateHz).value()).value();
    row = ChannelRow(channels);
    learn();
    EXPECT_TRUE(session->set_cue({"dark", 1, {{"out0", 0.f}, {"out1", 1.f}}}));
    EXPECT_TRUE(session->set_cue({"at once", 0, {{"out0", 1.f}}}));
  }
  void learn() {
    for (int example = 0; example < 12; ++example) {
      const Pose pose = pose_at(example / 6.);
      for (size_t k = 0; k < kOutputs; ++k)
        EXPECT_TRUE(session->set_wanted(k, 0.5f + 0.45f * std::sin(3 * pose[k] + static_cast<float>(k))));
      EXPECT_TRUE(session->record_start());
      frames(6, pose, 10 + 0.1 * example);
      EXPECT_TRUE(session->record_stop());
    }
    EXPECT_TRUE(session->train());
    session->wait_for_training();
    EXPECT_TRUE(session->run(true));
  }
  void frames(int count, const Pose& pose, double from_s) {
    const std::string packet = packet_of(pose);
    for (int i = 0; i < count; ++i) {
      receiver.take(packet, from_s + i / 60.);
      frame(from_s + i / 60.);
    }
  }
  void frame(double now_s) {
    const double stamp_s = row.read(receiver.body(), raw.data());
    session->frame(now_s, raw.data(), stamp_s);
  }
};

// Packets of a sender whose clock is 0.1 % fast, with jitter of up to 5 ms, through so many seconds.
struct Replay {
  std::vector<float> outputs;
  long allocations = 0;
  double oldest_early_s = 0, oldest_late_s = 0;  // age of the newest packet at a frame: first and last minute
  double frame_error_s = 0;                      // of the last frame against its exact time
};
Replay replay(double seconds) {
  constexpr double kPacket_s = 1 / 60.06, kBegin_s = 100, kCycle_s = 2;
  Stage stage;
  std::vector<float> out(kOutputs);
  stage.session->add_sink(
      [&](std::span<const float> values, double) { std::copy(values.begin(), values.end(), out.begin()); });
  std::vector<std::string> packets;  // one cycle of movement
  for (int i = 0; i < 120; ++i) packets.push_back(packet_of(pose_at(kCycle_s * i / 120)));
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> jitter(0, 0.005);
  FrameSchedule schedule(kBegin_s, 1, kRateHz);
  Replay r;
  double arrival_s = kBegin_s;
  int64_t frames = 0;
  const auto last = static_cast<int64_t>(seconds * kRateHz);
  partials::test::NoAllocation guard;
  for (int64_t sent = 0; frames < last;) {
    const double now_s = schedule.next_s();
    while (kBegin_s + static_cast<double>(sent) * kPacket_s < now_s) {
      arrival_s = std::min(now_s, kBegin_s + static_cast<double>(sent) * kPacket_s + jitter(random));
      stage.receiver.take(packets[static_cast<size_t>(sent++ % 120)], arrival_s);
    }
    stage.frame(now_s);
    const double age_s = now_s - arrival_s;
    if (frames > 1 && frames < 60 * kRateHz) r.oldest_early_s = std::max(r.oldest_early_s, age_s);
    if (frames > last - 60 * kRateHz) r.oldest_late_s = std::max(r.oldest_late_s, age_s);
    r.frame_error_s = std::abs(now_s - (kBegin_s + static_cast<double>(frames) / kRateHz));
    schedule.advance(now_s);
    ++frames;
  }
  // and then the sender stands still, so that all replays end in one pose
  for (int i = 0; i < 120; ++i) {
    const double now_s = schedule.next_s();
    stage.receiver.take(packets[0], now_s);
    stage.frame(now_s);
    schedule.advance(now_s);
  }
  r.allocations = guard.count();
  r.outputs = out;
  return r;
}

TEST(HourOfMovement, AllocatesNothingDoesNotDriftAndEndsLikeAMinute) {
  const Replay hour = replay(3600), minute = replay(60);
  EXPECT_EQ(hour.allocations, 0);
  EXPECT_LT(hour.frame_error_s, 1e-9);
  EXPECT_LT(hour.oldest_late_s, hour.oldest_early_s + 1e-3) << "frames fall behind the packets";
  EXPECT_LT(hour.oldest_late_s, 1 / 60.06 + 0.005 + 1e-6);
  EXPECT_EQ(hour.outputs, minute.outputs);
}

// What a network does to packets: some are lost, held back behind later ones, sent twice, and made wild.
class Weather {
 public:
  explicit Weather(uint64_t seed) : random_(seed) {}
  std::vector<std::string> deliver(double s, Pose pose) {
    if (chance(0.004)) gap_until_s_ = s + 0.5;
    if (chance(0.004)) storm_until_s_ = s + 0.3;
    if (s < storm_until_s_)
      for (float& v : pose) v = chance(0.4) ? kNaN : chance(0.3) ? INFINITY : chance(0.5) ? -1e30f : v;
    std::vector<std::string> now;
    if (s < gap_until_s_ || chance(0.3)) return now;
    if (chance(0.05)) {
      late_.push_back(packet_of(pose));
    } else {
      now.push_back(packet_of(pose));
      if (chance(0.1)) now.push_back(now.back());
    }
    if (late_.size() > 3) {
      now.push_back(late_.front());
      late_.pop_front();
    }
    if (chance(0.02)) now.push_back(now.empty() ? "/wek" : now[0].substr(0, now[0].size() / 2));
    return now;
  }
  bool chance(double p) { return std::uniform_real_distribution<double>(0, 1)(random_) < p; }

 private:
  std::mt19937_64 random_;
  double gap_until_s_ = -1, storm_until_s_ = -1;
  std::deque<std::string> late_;
};

TEST(HourOfMovement, InAnyWeatherOutputsKeepRangeAndSpeedWhoeverCommands) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    Stage stage;
    Weather weather(seed);
    std::vector<float> before(kOutputs), least(kOutputs, 1), most(kOutputs, 0);
    bool begun = false;
    for (int i = 0; i < 60 * kRateHz; ++i) {
      const double s = 100 + static_cast<double>(i) / kRateHz;
      for (const std::string& packet : weather.deliver(s, pose_at(s))) stage.receiver.take(packet, s);
      if (weather.chance(0.01)) (void)stage.session->call_cue(weather.chance(0.5) ? "dark" : "at once");
      if (weather.chance(0.02)) (void)stage.session->call_cue("");
      if (weather.chance(0.002)) {
        ASSERT_TRUE(stage.session->run(weather.chance(0.5)));
      }
      if (weather.chance(0.02)) {
        ASSERT_TRUE(stage.session->run(true));
      }
      if (weather.chance(0.01)) {
        ASSERT_TRUE(stage.session->set_wanted(3, weather.chance(0.5) ? 1 : 0));
      }
      stage.frame(s);
      const auto outputs = stage.session->state().outputs;
      ASSERT_EQ(outputs.size(), before.size());
      for (size_t k = 0; k < outputs.size(); ++k) {
        ASSERT_TRUE(outputs[k] >= 0 && outputs[k] <= 1) << "seed " << seed << ", output " << k << " at " << s;
        const float moved = begun ? std::abs(outputs[k] - before[k]) : 0;
        ASSERT_LE(moved, kPerS / kRateHz + 1e-6f) << "seed " << seed << " at " << s;
        least[k] = std::min(least[k], outputs[k]);
        most[k] = std::max(most[k], outputs[k]);
      }
      before = outputs;
      begun = true;
    }
    for (size_t k = 0; k < kOutputs; ++k) EXPECT_GT(most[k] - least[k], 0.2f) << "it follows, output " << k;
  }
}

TEST(Cues, FadeFromThePresentValuesWithoutAStep) {
  Stage stage;
  stage.frames(120, pose_at(0.3), 100);
  const float from = stage.session->state().outputs[1], kept = stage.session->state().outputs[5];
  ASSERT_TRUE(stage.session->call_cue("dark"));
  float before = from, steepest = 0;
  std::vector<float> way;
  for (int i = 0; i < 66; ++i) {
    stage.frames(1, pose_at(0.3), 102 + i / 60.);
    const float now = stage.session->state().outputs[1];
    steepest = std::max(steepest, std::abs(now - before));
    way.push_back(before = now);
  }
  EXPECT_NEAR(way[29], 0.5f * (from + 1), 1e-4f) << "half way after half the fade of 1 s";
  EXPECT_EQ(way[59], 1);
  EXPECT_LE(steepest, 1.5f * (1 - from) / 60 + 1e-4f) << "the slope of the cubic";
  EXPECT_EQ(stage.session->state().outputs[5], kept) << "an output that the cue leaves alone";
  EXPECT_EQ(stage.session->state().cue, 0);
  ASSERT_TRUE(stage.session->call_cue(""));
  stage.frames(66, pose_at(0.3), 104);
  EXPECT_NEAR(stage.session->state().outputs[1], from, 1e-5f) << "back to movement";
  EXPECT_FALSE(stage.session->call_cue("bright"));
  ASSERT_TRUE(stage.session->run(false));
  EXPECT_FALSE(stage.session->call_cue("dark")) << "it does not run";
}

TEST(Cues, AreCheckedAndKeptInTheFile) {
  Stage stage;
  for (const motion::MappingCue& wrong :
       {motion::MappingCue{"", 1, {{"out0", 0.f}}}, motion::MappingCue{"x", -1, {{"out0", 0.f}}},
        motion::MappingCue{"x", 1, {{"out9", 0.f}}}, motion::MappingCue{"x", 1, {{"out0", 1.5f}}},
        motion::MappingCue{"x", 1, {{"out0", kNaN}}}})
    EXPECT_FALSE(stage.session->set_cue(wrong)) << wrong.name;
  EXPECT_EQ(motion::mapping_of(*stage.session->model()).cues.size(), 2u);
  ASSERT_TRUE(stage.session->set_cue({"dark", 3, {{"out0", 0.25f}}}));
  ASSERT_TRUE(stage.session->set_cue({"at once", 3, {}})) << "without values it is removed";
  const auto& cues = motion::mapping_of(*stage.session->model()).cues;
  ASSERT_EQ(cues.size(), 1u);
  EXPECT_EQ(cues[0].fade_s, 3);
  ASSERT_TRUE(stage.session->train());
  stage.session->wait_for_training();
  EXPECT_EQ(motion::mapping_of(*stage.session->model()).cues.size(), 1u) << "training keeps them";
}

}  // namespace
}  // namespace partials::body
