// SPDX-License-Identifier: MIT
// Guards against: packets that are no hand (NaN, absurd numbers, times that stand still or run backwards), a
// hand that vanishes, is never there or comes back elsewhere, and allocation between packets and beats.
#include "families/conductor/hand_follower.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/need.h"
#include "families/conductor/follow_take.h"
#include "families/conductor/train/conducted.h"
#include "families/conductor/train/generator.h"
#include "families/conductor/tune.h"
#include "families/model_loading.h"
#include "support/alloc_counter.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials::conductor {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

const Model& shipped() {
  static const Model model = need(load_model(PARTIALS_SOURCE_DIR "/apps/factory/conductor.partials"));
  return model;
}

motion::Take steady_hand(uint64_t key = 5) {
  Piece p;
  p.tempo_bpm = 96;
  p.jump_every_s = p.hold_every_s = 0;
  p.length_s = 20;
  return conducted_take(style_of(0, 2, 3), p, {}, key);
}

// Beats that a follower counts in a take, with every packet passed through change(n, place).
template <class Change>
double beats_of(const motion::Take& take, Change&& change) {
  HandFollower follower = need(HandFollower::create(shipped()));
  const motion::Take hand = need(hand_of(take, ""));
  size_t next = 0;
  double last = -1;
  for (int n = 0; n * follower.hop_s() <= hand.times_s.back(); ++n) {
    const double now_s = n * follower.hop_s();
    for (; next < hand.frames() && hand.times_s[next] <= now_s; ++next) {
      float place[3] = {hand.frame(next)[0], hand.frame(next)[1], hand.frame(next)[2]};
      change(next, place);
      follower.packet(hand.times_s[next], place);
    }
    follower.frame(now_s);
    EXPECT_TRUE(std::isfinite(follower.clock().beat()));
    if (follower.clock().begun()) {
      EXPECT_GE(follower.clock().beat(), last);
      last = follower.clock().beat();
    }
  }
  return last;
}

TEST(HandFollower, NaNPacketsAndAbsurdNumbersAreGaps) {
  const motion::Take take = steady_hand();
  const double clean = beats_of(take, [](size_t, float*) {});
  EXPECT_GT(clean, 20);
  const auto spoilt = [](size_t n, float* place) {
    if (n % 13 == 0) place[n % 3] = kNaN;
    if (n % 17 == 0) place[1] = 1e30f;
    if (n % 19 == 0) place[0] = -std::numeric_limits<float>::infinity();
  };
  EXPECT_NEAR(beats_of(take, spoilt), clean, 0.2);
}

TEST(HandFollower, AHandThatWasNeverMeasuredIsNotHeard) {
  HandFollower follower = need(HandFollower::create(shipped()));
  const float nothing[3] = {kNaN, kNaN, kNaN};
  for (int n = 0; n < 300; ++n) {
    follower.packet(n / 60.0, nothing);
    follower.frame(n / 60.0);
    ASSERT_FALSE(follower.clock().begun());
    ASSERT_FALSE(follower.reading().going);
  }
  // It appears far from the origin, and stands still: that is no upbeat.
  for (int n = 300; n < 420; ++n) {
    const float place[3] = {200, 900, -400};
    follower.packet(n / 60.0, place);
    follower.frame(n / 60.0);
    ASSERT_FALSE(follower.clock().begun()) << n;
  }
}

// The hand vanishes between two beats and is back elsewhere, as by another camera.
template <class Gone>
void vanish(Gone&& gone) {
  const motion::Take take = steady_hand();
  const motion::Take hand = need(hand_of(take, ""));
  const Truth truth = need(truth_of(take));
  HandFollower follower = need(HandFollower::create(shipped()));
  const double from_s = truth.beats_s[8] + 0.05, to_s = from_s + 3;
  size_t next = 0;
  double stopped = 0, last = -1;
  for (int n = 0; n * follower.hop_s() <= hand.times_s.back(); ++n) {
    const double now_s = n * follower.hop_s();
    for (; next < hand.frames() && hand.times_s[next] <= now_s; ++next) {
      float place[3] = {hand.frame(next)[0], hand.frame(next)[1], hand.frame(next)[2]};
      if (now_s > to_s) place[0] += 0.8f;
      if (now_s < from_s || now_s > to_s)
        follower.packet(hand.times_s[next], place);
      else
        gone(follower, hand.times_s[next]);
    }
    follower.frame(now_s);
    const BeatClock& clock = follower.clock();
    if (clock.begun()) EXPECT_GE(clock.beat(), last);
    if (clock.begun()) last = clock.beat();
    if (now_s < from_s + HandFollower::kSilence_s + 0.02) stopped = last;
    if (now_s > from_s + HandFollower::kSilence_s + 0.05 && now_s < to_s) {
      EXPECT_TRUE(clock.waits()) << now_s;
      EXPECT_EQ(clock.beat(), stopped) << now_s;
    }
  }
  EXPECT_GT(last, stopped + 6) << "the hand leads on when it is back";
}

TEST(HandFollower, WaitsForAHandWhosePacketsStop) {
  vanish([](HandFollower&, double) {});
}
TEST(HandFollower, WaitsForAHandThatIsLost) {
  vanish([](HandFollower& follower, double time_s) {
    const float nothing[3] = {kNaN, kNaN, kNaN};
    follower.packet(time_s, nothing);
  });
}

TEST(HandFollower, TimeStampsThatStandStillOrRunBackwardsAreDropped) {
  HandFollower follower = need(HandFollower::create(shipped()));
  const float place[3] = {0, 1, 0};
  EXPECT_TRUE(follower.packet(1, place));
  EXPECT_FALSE(follower.packet(1, place));
  EXPECT_FALSE(follower.packet(0.5, place));
  EXPECT_FALSE(follower.packet(std::numeric_limits<double>::quiet_NaN(), place));
  EXPECT_TRUE(follower.packet(1000, place));
  follower.frame(1000);
  follower.frame(999);
  follower.frame(std::numeric_limits<double>::quiet_NaN());
  EXPECT_FALSE(follower.clock().begun());
}

TEST(HandFollower, NothingIsAllocatedFromPacketToNote) {
  const motion::Take take = steady_hand();
  const motion::Take hand = need(hand_of(take, ""));
  HandFollower follower = need(HandFollower::create(shipped()));
  MidiSong song;
  for (int k = 0; k < 100; ++k) song.events.push_back({0.5 * k, 0x90, 60, 100, 1.0 * k});
  Tune tune;
  tune.prepare(song, 1);
  size_t next = 0, sent = 0;
  const test::NoAllocation watch;
  for (int n = 0; n * follower.hop_s() <= hand.times_s.back(); ++n) {
    const double now_s = n * follower.hop_s();
    for (; next < hand.frames() && hand.times_s[next] <= now_s; ++next)
      follower.packet(hand.times_s[next], hand.frame(next));
    follower.frame(now_s);
    if (!follower.clock().begun()) continue;
    tune.loudness(follower.reading().size, [&](uint8_t, uint8_t, uint8_t) { ++sent; });
    tune.advance(follower.clock().beat_at(now_s - 0.05), [&](double, uint8_t, uint8_t, uint8_t) { ++sent; });
  }
  EXPECT_EQ(watch.count(), 0);
  EXPECT_GT(sent, 20u);
}

TEST(HandFollower, TakesWhoseTimesJumpAreRefused) {
  motion::Take take = steady_hand();
  take.times_s.back() += 1e9;
  const auto led = follow_take(shipped(), take, "", [](double, const HandFollower&) { return true; });
  ASSERT_FALSE(led);
  EXPECT_NE(led.error().text.find("time stamps"), std::string::npos) << led.error().text;
}

TEST(HandFollower, TheFirstHandThatIsThereConducts) {
  const auto with = [](const std::string& joints) {
    return [joints](const std::string& name) {
      const auto at = joints.find("<" + name.substr(0, name.find('.')) + ">");
      return at == std::string::npos ? -1 : static_cast<int>(at);
    };
  };
  EXPECT_EQ(hand_channels("", with("<left_wrist><right_wrist>"))[0], 12);
  EXPECT_EQ(hand_channels("left_wrist", with("<left_wrist><right_wrist>"))[0], 0);
  EXPECT_EQ(hand_channels("nose", with("<left_wrist>"))[0], -1);
  EXPECT_EQ(hand_channels("", with("<nose>"))[0], -1);
}

}  // namespace
}  // namespace partials::conductor
