// SPDX-License-Identifier: MIT
// The shipped conductor leads a tune with people whose manner it has not seen. Guards against: onsets beside
// the beats, a tune that runs on over a fermata, loudness that does not follow the gesture, and a live hand
// that is heard otherwise than a recorded one.
#include "families/conductor/conduct.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "base/need.h"
#include "families/conductor/conductor_graph.h"
#include "families/conductor/conductor_model.h"
#include "families/conductor/hand_follower.h"
#include "families/conductor/train/evaluate_conductor.h"
#include "families/conductor/train/generator.h"
#include "families/instrument/offline.h"
#include "families/model_loading.h"
#include "learn/track_objective.h"

namespace partials::conductor {
namespace {

const std::string kFile = PARTIALS_SOURCE_DIR "/apps/factory/conductor.partials";

const Model& shipped() {
  static const Model model = need(load_model(kFile));
  return model;
}

// A note on every quarter, each half as long.
MidiSong quarters(int count) {
  MidiSong song;
  for (int k = 0; k < count; ++k) {
    song.events.push_back({k * 0.5, 0x90, static_cast<uint8_t>(60 + k % 12), 100, static_cast<double>(k)});
    song.events.push_back({k * 0.5 + 0.25, 0x80, static_cast<uint8_t>(60 + k % 12), 0, k + 0.5});
  }
  song.length_s = count * 0.5;
  return song;
}

std::vector<motion::Take> strangers(int takes, uint64_t seed) {
  GeneratorOptions o;
  o.people = People::unseen;
  o.people_per_manner = 2;
  o.takes_per_person = takes;
  o.seed = seed;
  return generate(o);
}

motion::Take steady_take() {
  Piece p;
  p.tempo_bpm = 100;
  p.rubato = p.jump_every_s = p.hold_every_s = 0;
  return conducted_take(style_of(0, 5, 3), p, {}, 79);
}

std::vector<double> onsets_of(const MidiSong& song) {
  std::vector<double> out;
  for (const MidiEvent& e : song.events)
    if (begins_note(e)) out.push_back(e.time_s);
  return out;
}

TEST(Conduct, FindsBeatsOfStrangersAndForetellsThem) {
  const Judged j = judge_takes(shipped(), strangers(5, 100));
  const BeatScore& own = j.all[0];
  EXPECT_GE(own.beats, 1500u);
  EXPECT_GE(own.f(), 0.95);
  EXPECT_GE(own.settled.size(), 10u);
  EXPECT_GE(own.settled_share(), 0.8);
  const double better = std::min(j.all[1].foretold_quantile_s(0.5), j.all[2].foretold_quantile_s(0.5));
  EXPECT_LE(own.foretold_quantile_s(0.5), 0.75 * better);
}

TEST(Conduct, TheTuneWaitsOnAFermata) {
  Piece p;
  p.bar = 4;
  p.tempo_bpm = 88;
  p.rubato = 0.03;
  p.jump_every_s = 0;
  p.hold_every_s = 8;
  const motion::Take take = conducted_take(style_of(0, 7, 3), p, {}, 77);
  const Truth truth = need(truth_of(take));
  const ConductedTune led = need(conduct(shipped(), take, quarters(200), {}));
  const auto onsets = onsets_of(led.song);
  EXPECT_TRUE(std::is_sorted(led.song.events.begin(), led.song.events.end(),
                             [](const auto& a, const auto& b) { return a.time_s < b.time_s; }));
  int fermatas = 0;
  for (size_t k = 1; k + 1 < truth.beats_s.size(); ++k) {
    if (!truth.rests_after[k]) continue;
    ++fermatas;
    const double from_s = truth.beats_s[k] - take.times_s.front() + 0.3,
                 to_s = truth.beats_s[k + 1] - take.times_s.front() - 0.1;
    EXPECT_EQ(std::count_if(onsets.begin(), onsets.end(), [&](double t) { return t > from_s && t < to_s; }),
              0)
        << "a note sounded while the hand waited after beat " << k;
  }
  EXPECT_GE(fermatas, 2);
}

TEST(Conduct, LoudnessFollowsTheGesture) {
  const motion::Take take = conducted_take(style_of(0, 3, 3), {}, {}, 78);
  const ConductedTune led = need(conduct(shipped(), take, quarters(200), {}));
  const int size = take.find("conducted.size");
  double sum = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_yy = 0, n = 0;
  for (const MidiEvent& e : led.song.events) {
    if ((e.status & 0xf0) != 0xb0 || e.data1 != 11 || e.time_s < 8)
      continue;  // the usual size is known by then
    const auto at =
        std::lower_bound(take.times_s.begin(), take.times_s.end(), e.time_s + take.times_s.front());
    if (at == take.times_s.end()) break;
    const double x = static_cast<double>(take.frame(static_cast<size_t>(at - take.times_s.begin()))[size]);
    const double y = std::log2(e.data2);
    sum += x * y;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_yy += y * y;
    n += 1;
  }
  ASSERT_GT(n, 50);
  const double both = n * sum - sum_x * sum_y;
  const double correlation = both / std::sqrt((n * sum_xx - sum_x * sum_x) * (n * sum_yy - sum_y * sum_y));
  EXPECT_GT(correlation, 0.6);
}

TEST(Conduct, LiveFramesAreThoseOfTheWholeTake) {
  const motion::Take take = strangers(1, 4).front();
  const Example e = need(example_of(take, "", 1.0 / kRateHz));
  const auto whole = need(play_tracks(shipped().graph, shipped().weights, e));
  HandFollower follower = need(HandFollower::create(shipped()));
  size_t next = 0;
  const size_t frames = e.tracks.at("hand").times();
  for (size_t n = 0; n < frames; ++n) {
    const double now_s = take.times_s.front() + static_cast<double>(n) / kRateHz;
    for (; next < take.frames() && take.times_s[next] <= now_s; ++next)
      follower.packet(take.times_s[next], take.frame(next));
    follower.frame(now_s);
    const float c = whole.at("phase").values[2 * n], s = whole.at("phase").values[2 * n + 1];
    const double phase = std::atan2(s, c) / (2 * M_PI);
    ASSERT_NEAR(std::remainder(follower.reading().phase - phase, 1.0), 0, 1e-4) << "frame " << n;
  }
}

TEST(Conduct, AheadMovesNotesBothWays) {
  const motion::Take take = steady_take();
  const auto shifted = [&](double ahead_s) {
    ConductOptions o;
    o.ahead_s = ahead_s;
    return onsets_of(need(conduct(shipped(), take, quarters(30), o)).song);
  };
  const auto plain = shifted(0);
  ASSERT_GT(plain.size(), 20u);
  for (const double ahead_s : {-0.15, -0.05, -0.01, 0.01, 0.05}) {
    const auto moved = shifted(ahead_s);
    double sum = 0;
    for (size_t k = 3; k < 20; ++k) sum += plain[k] - moved[k];
    EXPECT_NEAR(sum / 17, ahead_s, 0.008) << ahead_s;
  }
}

TEST(Conduct, CountInAndPickupMoveTheTuneByBeats) {
  const motion::Take take = steady_take();
  const auto plain = onsets_of(need(conduct(shipped(), take, quarters(30), {})).song);
  ConductOptions o;
  o.count_in = 2;
  const auto late = onsets_of(need(conduct(shipped(), take, quarters(30), o)).song);
  for (size_t k = 0; k < 15; ++k) EXPECT_NEAR(late[k], plain[k + 2], 1e-9) << k;
  o.pickup = 1;  // the tune's first quarter comes on the last beat of the count-in
  const auto picked = onsets_of(need(conduct(shipped(), take, quarters(30), o)).song);
  for (size_t k = 0; k < 15; ++k) EXPECT_NEAR(picked[k], plain[k + 1], 1e-9) << k;
}

TEST(Conduct, OtherModelsAndTakesWithoutAHandAreRefused) {
  Model other = shipped();
  other.family = "motion";
  EXPECT_FALSE(HandFollower::create(other));
  motion::Take take = strangers(1, 4).front();
  take.channels[0].name = "nose.x";
  const auto led = conduct(shipped(), take, quarters(4), {});
  ASSERT_FALSE(led);
  EXPECT_NE(led.error().text.find("--hand"), std::string::npos) << led.error().text;
  Model cut = shipped();
  cut.graph.outputs.erase("tempo");
  EXPECT_FALSE(conductor_format().check(cut.graph));
}

TEST(Conduct, NotesOfARenderedTuneBeginOnTheBeats) {
  const Model guitar = need(load_model(PARTIALS_SOURCE_DIR "/factory/guitar.partials"));
  size_t beats = 0, close = 0, heard = 0;
  for (const motion::Take& take : strangers(1, 30)) {
    const Truth truth = need(truth_of(take));
    const ConductedTune led = need(conduct(shipped(), take, quarters(200), {}));
    const auto onsets = onsets_of(led.song);
    for (size_t k = 0; k < truth.beats_s.size(); ++k) {
      const double beat_s = truth.beats_s[k] - take.times_s.front();
      ++beats;
      close += std::any_of(onsets.begin(), onsets.end(),
                           [&](double t) { return std::fabs(t - beat_s) <= kClose_s; });
    }
    if (heard) continue;
    // In the sound itself: a note is there 30 ms after its event, and was not 10 ms before.
    OfflineOptions o;
    o.rate_hz = 24000;
    const auto sound = need(play_song(guitar, led.song, {}, o));
    const auto level = [&](double from_s, double to_s) {
      double sum = 1e-12;
      for (auto i = static_cast<size_t>(from_s * o.rate_hz); i < static_cast<size_t>(to_s * o.rate_hz); ++i)
        sum += static_cast<double>(sound[i] * sound[i]);
      return sum / (to_s - from_s);
    };
    for (const double t : onsets) heard += t > 0.1 && level(t, t + 0.03) > 2 * level(t - 0.03, t);
    EXPECT_GT(heard, onsets.size() * 8 / 10);
  }
  EXPECT_GE(static_cast<double>(close), 0.9 * static_cast<double>(beats));
}

}  // namespace
}  // namespace partials::conductor
