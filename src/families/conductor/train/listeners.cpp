// SPDX-License-Identifier: MIT
#include "families/conductor/train/listeners.h"

#include <algorithm>
#include <cmath>

#include "families/conductor/follow_take.h"
#include "families/conductor/train/turning_points.h"
#include "families/motion/even_take.h"

namespace partials::conductor {
namespace {

using motion::Take;

Result<Take> even_hand(const Take& take, const std::string& hand, double hop_s) {
  auto own = hand_of(take, hand);
  if (!own) return own.error();
  return motion::even_take(own.value(), hop_s);
}

// What steers the oscillator, in its own time.
class Oscillator {
 public:
  void turn(double time_s) {
    if (last_s_ < 0 || period_s_ == 0 || lost(time_s) || strange_ >= kStrange)
      start(time_s);
    else
      correct(time_s);
    before_s_ = last_s_;
    last_s_ = time_s;
  }
  double beat_s() const { return beat_s_; }
  double period_s() const { return period_s_; }
  bool lost(double time_s) const { return time_s - last_s_ > kGiveUp * std::max(kShortest_s, period_s_); }

 private:
  // Of all values on a grid of three or four each, these foretell best on people whose manners are seen.
  static constexpr double kPhase = 1, kPeriod = 0.7, kWidth = 0.5;
  static constexpr double kGiveUp = 2.5, kShortest_s = 0.3, kLongest_s = 1.5, kAlike = 0.25;
  static constexpr int kStrange = 3;

  void start(double time_s) {
    const double now_s = time_s - last_s_, then_s = last_s_ - before_s_;
    const bool alike = before_s_ >= 0 && std::fabs(now_s - then_s) < kAlike * now_s && now_s < kLongest_s;
    period_s_ = alike ? 0.5 * (now_s + then_s) : 0;
    beat_s_ = time_s;
    strange_ = 0;
  }
  void correct(double time_s) {
    const double beats = (time_s - beat_s_) / period_s_, off = beats - std::round(beats);
    const double g = std::exp(-0.5 * off * off / (kWidth * kWidth));
    strange_ = std::fabs(off) > kAlike ? strange_ + 1 : 0;
    beat_s_ += (std::round(beats) + kPhase * g * off) * period_s_;
    period_s_ = std::clamp(period_s_ * (1 + kPeriod * g * off), kShortest_s, kLongest_s);
  }

  double last_s_ = -1, before_s_ = -1, beat_s_ = 0, period_s_ = 0;
  int strange_ = 0;  // turning points in a row that came far from a beat
};

}  // namespace

Result<Heard> model_hears(const Model& model, const Take& take, const std::string& hand) {
  Heard heard;
  BeatCrossings crossings;
  const auto followed = follow_take(model, take, hand, [&](double now_s, const HandFollower& follower) {
    const BeatClock& clock = follower.clock();
    crossings.frame(now_s, clock, [&](double beat_s) { heard.beats_s.push_back(beat_s); });
    if (clock.begun() && clock.tempo() > 0)
      heard.forecasts.push_back({now_s, clock.time_of(std::floor(clock.beat())), 1 / clock.tempo()});
    return true;
  });
  if (!followed) return followed.error();
  return heard;
}

Result<Heard> turning_points(const Take& take, const std::string& hand, double hop_s) {
  const auto even = even_hand(take, hand, hop_s);
  if (!even) return even.error();
  Heard heard;
  TurningPoints turns(hop_s);
  const double first_s = take.frames() ? take.times_s.front() : 0;
  for (size_t n = 0; n < even.value().frames(); ++n) {
    const double now_s = first_s + even.value().times_s[n];
    if (const auto at_s = turns.frame(now_s, static_cast<double>(even.value().frame(n)[1])))
      heard.beats_s.push_back(*at_s);
    const auto& b = heard.beats_s;
    Forecast f{now_s, b.empty() ? 0 : b.back(), 0};
    if (b.size() > 2) f.period_s = 0.5 * (b.back() - b[b.size() - 3]);
    heard.forecasts.push_back(f);
  }
  return heard;
}

Result<Heard> oscillator(const Take& take, const std::string& hand, double hop_s) {
  const auto even = even_hand(take, hand, hop_s);
  if (!even) return even.error();
  Heard heard;
  TurningPoints turns(hop_s);
  Oscillator swing;
  double said_s = -1;  // the last beat that was said
  const double first_s = take.frames() ? take.times_s.front() : 0;
  for (size_t n = 0; n < even.value().frames(); ++n) {
    const double now_s = first_s + even.value().times_s[n];
    if (const auto at_s = turns.frame(now_s, static_cast<double>(even.value().frame(n)[1]))) {
      swing.turn(*at_s);
      if (swing.period_s() == 0 && said_s != swing.beat_s()) heard.beats_s.push_back(said_s = swing.beat_s());
    }
    if (swing.period_s() > 0 && !swing.lost(now_s)) {
      // Where it expects the beat after the last one that it has said.
      double due_s =
          swing.beat_s() +
          std::ceil((said_s + 0.5 * swing.period_s() - swing.beat_s()) / swing.period_s()) * swing.period_s();
      if (said_s < 0) due_s = swing.beat_s();
      if (due_s <= now_s) heard.beats_s.push_back(said_s = due_s);
    }
    heard.forecasts.push_back({now_s, swing.beat_s(), swing.period_s()});
  }
  return heard;
}

}  // namespace partials::conductor
