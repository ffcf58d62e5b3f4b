// SPDX-License-Identifier: MIT
#include "families/conductor/train/tempo_course.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "families/conductor/train/dice.h"

namespace partials::conductor {
namespace {

constexpr double kSlowest = 50, kQuickest = 160;  // beats a minute
constexpr double kPi = std::numbers::pi;

// The tempo from beat to beat, in ln of beats a minute.
class Tempo {
 public:
  Tempo(const Piece& p, Dice& d)
      : piece_(p), dice_(d), base_(std::log(p.tempo_bpm)), turn_(d.between(0, 2 * kPi)) {}

  double next(bool& jumped) {
    jumped = false;
    const double beat_s = 60 / std::exp(base_);
    if (piece_.jump_every_s > 0 && beats_since_ > 5 && dice_.chance(beat_s / piece_.jump_every_s)) {
      jump();
      jumped = true;
    }
    ++beats_since_;
    swing_ += beat_s * 2 * kPi / 9;  // rubato takes about nine seconds
    const double rubato = piece_.rubato * std::sin(swing_ + turn_);
    return std::clamp(base_ + rubato, std::log(kSlowest), std::log(kQuickest)) +
           piece_.unevenness * dice_.normal();
  }

 private:
  void jump() {
    const double step = dice_.between(0.18, 0.4), now = base_;
    const bool up = now + step > std::log(kQuickest)  ? false
                    : now - step < std::log(kSlowest) ? true
                                                      : dice_.chance(0.5);
    base_ = std::clamp(now + (up ? step : -step), std::log(kSlowest), std::log(kQuickest));
    beats_since_ = 0;
  }
  const Piece& piece_;
  Dice& dice_;
  double base_, turn_, swing_ = 0;
  int beats_since_ = 0;
};

// Size in octaves: lines between marks that are 4 to 12 s apart.
class Dynamics {
 public:
  Dynamics(double most, Dice& d) : most_(most), dice_(d), to_(d.between(-most, most)) { turn(0); }
  double at(double time_s) {
    if (time_s >= until_s_) turn(time_s);
    return from_ + (to_ - from_) * std::min(1.0, (time_s - since_s_) / (until_s_ - since_s_));
  }

 private:
  void turn(double time_s) {
    since_s_ = time_s;
    until_s_ = time_s + dice_.between(4, 12);
    from_ = to_;
    if (dice_.chance(0.6)) to_ = dice_.between(-most_, most_);
  }
  double most_;
  Dice& dice_;
  double from_ = 0, to_, since_s_ = 0, until_s_ = 0;
};

// Pace of the hand around a rest, 1 while it goes: it slows down, waits and sets off again.
class Rest {
 public:
  void start(double time_s, double slow_s, double wait_s, double leave_s) {
    from_s_ = time_s;
    still_s_ = from_s_ + slow_s;
    leave_s_ = still_s_ + wait_s;
    until_s_ = leave_s_ + leave_s;
  }
  bool over(double time_s) const { return time_s >= until_s_; }
  double pace(double time_s) const {
    if (over(time_s)) return 1;
    if (time_s < still_s_) return eased(1 - (time_s - from_s_) / (still_s_ - from_s_));
    return time_s < leave_s_ ? 0 : eased((time_s - leave_s_) / (until_s_ - leave_s_));
  }

 private:
  static double eased(double x) { return x * x * (3 - 2 * x); }
  double from_s_ = 0, still_s_ = 0, leave_s_ = 0, until_s_ = 0;
};

}  // namespace

TempoCourse::TempoCourse(const Piece& piece, uint64_t key) {
  Dice d(stream_key(key, 11));
  Dice tempo_dice(stream_key(key, 12)), size_dice(stream_key(key, 13));
  Tempo tempo(piece, tempo_dice);
  Dynamics dynamics(piece.dynamics, size_dice);
  Rest rest;
  const double begin_s = d.between(0.8, 2);
  rest.start(0, 1e-9, begin_s, d.between(0.1, 0.25));
  bool jumped = false;
  double beat = -1, rate = std::exp(tempo.next(jumped)) / 60, moved_s = 0, hold_at = 1e9;
  int number = -1;
  moved_at_beat_s_.push_back(0);
  for (double t = 0; t <= piece.length_s; t = static_cast<double>(beat_.size()) * kStep_s) {
    const double pace = rest.pace(t);
    beat_.push_back(static_cast<float>(beat));
    pace_.push_back(static_cast<float>(pace));
    size_.push_back(static_cast<float>(dynamics.at(t)));
    moved_s_.push_back(static_cast<float>(moved_s));
    beat += pace * rate * kStep_s;
    moved_s += pace * kStep_s;
    if (beat >= hold_at && rest.over(t)) {
      rest.start(t, d.between(0.15, 0.3), d.between(0.6, 2.5), d.between(0.12, 0.25));
      hold_at = 1e9;
    }
    if (beat < number + 1) continue;
    ++number;
    const double over_s = (beat - number) / std::max(1e-6, pace * rate);
    beats_s_.push_back(t + kStep_s - over_s);
    moved_at_beat_s_.push_back(moved_s - over_s * pace);
    rate = std::exp(tempo.next(jumped)) / 60;
    if (jumped) jumps_.push_back(number);
    if (piece.hold_every_s > 0 && number > 3 && d.chance(1 / (rate * piece.hold_every_s)))
      hold_at = number + d.between(0.12, 0.4);
  }
}

double TempoCourse::beat_at(double time_s) const {
  const double at = std::clamp(time_s / kStep_s, 0.0, static_cast<double>(beat_.size() - 1));
  const auto i = std::min(static_cast<size_t>(at), beat_.size() - 2);
  const double a = static_cast<double>(beat_[i]), b = static_cast<double>(beat_[i + 1]);
  return a + (b - a) * (at - static_cast<double>(i));
}

bool TempoCourse::going_at(double time_s) const {
  const double at = std::clamp(time_s / kStep_s, 0.0, static_cast<double>(pace_.size() - 1));
  return pace_[static_cast<size_t>(at)] > 0.5f;
}

double TempoCourse::size_at(double time_s) const {
  const double at = std::clamp(time_s / kStep_s, 0.0, static_cast<double>(size_.size() - 1));
  return static_cast<double>(size_[static_cast<size_t>(at)]);
}

double TempoCourse::coming_tempo_at(double time_s) const {
  const double at = std::clamp(time_s / kStep_s, 0.0, static_cast<double>(moved_s_.size() - 1));
  const double beat = beat_at(time_s), now_s = static_cast<double>(moved_s_[static_cast<size_t>(at)]);
  // Moving time one beat on, by lines between beats; behind the last beat the tempo goes on.
  const double target = beat + 2;  // moved_at_beat_s_ begins with beat -1
  const auto last = moved_at_beat_s_.size() - 1;
  const auto i = std::min(static_cast<size_t>(std::max(0.0, target)), last == 0 ? 0 : last - 1);
  const double a = moved_at_beat_s_[i], b = moved_at_beat_s_[std::min(i + 1, last)];
  const double then_s = a + (b - a) * (target - static_cast<double>(i));
  return 1 / std::clamp(then_s - now_s, 60 / (kQuickest * 1.2), 60 / (kSlowest * 0.8));
}

}  // namespace partials::conductor
