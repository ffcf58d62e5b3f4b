// SPDX-License-Identifier: MIT
#include "families/conductor/train/hand_path.h"

#include <cmath>
#include <numbers>

#include "families/conductor/train/dice.h"

namespace partials::conductor {
namespace {

constexpr double kPi = std::numbers::pi;
// Where the beats of a bar are given: x and y against the height of the stroke into the bar.
constexpr double kX[4][4] = {{0}, {0, 0.3}, {0, 0.55, 0.1}, {0, -0.5, 0.6, 0.1}};
constexpr double kY[4][4] = {{0}, {0, 0.08}, {0, 0.05, 0.12}, {0, 0.05, 0.08, 0.16}};

int modulo(int a, int n) { return (a % n + n) % n; }

}  // namespace

HandPath::Point HandPath::point(int beat) const {
  Dice d(stream_key(key_, 1, static_cast<uint64_t>(beat + 1)));
  const int i = modulo(beat, bar_);
  const double away = style_.freedom * 0.4;
  return {style_.width * kX[bar_ - 1][i] + away * d.normal(), kY[bar_ - 1][i] + 0.3 * away * d.normal()};
}

double HandPath::rise(int beat) const {
  Dice d(stream_key(key_, 2, static_cast<uint64_t>(beat + 1)));
  const double own = std::exp(style_.freedom * d.normal());
  return own * (modulo(beat + 1, bar_) == 0 ? 1 : style_.rebound);
}

Place HandPath::at(double beat, double size) const {
  const int from = static_cast<int>(std::floor(beat));
  const double p = beat - from;
  const double q = p + style_.dwell * std::sin(2 * kPi * p) / (2 * kPi);
  const double w = std::pow(q, std::log(0.5) / std::log(style_.crest));
  const double stroke = std::pow(std::max(0.0, std::sin(kPi * w)), style_.roundness) * rise(from);
  const double turn = std::sin(2 * kPi * q), eased = q * q * (3 - 2 * q);
  const Point a = point(from), b = point(from + 1);
  const double x = a.x + (b.x - a.x) * eased + style_.loop * turn + 0.5 * style_.circle * rise(from) * turn;
  const double y = a.y + (b.y - a.y) * eased + stroke;
  const double z = style_.depth * (0.6 * stroke - 0.4 * y + 0.3 * x);
  const double scale = style_.size_m * std::exp2(size);
  return {scale * x, scale * y, scale * z};
}

}  // namespace partials::conductor
