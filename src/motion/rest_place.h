// SPDX-License-Identifier: MIT
// Where points of a body usually rest, and how each is against that: far, fast, high. With the points p (x y
// z), an origin o on the trunk and a second point q on it, h the hop and v the smoothed point's speed:
//   size  = mean over all frames so far of |q - o|                     the unit of everything below
//   s     = low_pass((p - o) / size, 0.06 s)                           v = |s - s before| / h
//   place = mean over all frames so far of s, weighted by exp(-(v / 0.15)^2) + 1e-4
//   distance log(|s - place| + 0.03)      speed log(v + 0.03)      height s_y - place_y
// in [frames][3 points][lanes], origin and trunk [frames][3][lanes]; outputs [frames][points][lanes]. Turning
// the body about the vertical, moving or scaling it changes nothing. State: frames, size; s, place and the
// sum of weights of every point.
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

struct RestPlaceFormula {
  static constexpr Control kSettings[] = {{"points", Unit::count, 1, 64, Taper::linear, 2}};
  static constexpr Info kInfo{"rest_place", 1, "points against the place where they usually rest", kSettings,
                              1};
  static constexpr Port kInputs[] = {{"in", Rate::frame, 0, false, false, -2, 2},
                                     {"origin", Rate::frame, 3, false, false, -2, 2},
                                     {"trunk", Rate::frame, 3, false, false, 4, 6}};
  static constexpr const char* kOutputs[] = {"distance", "speed", "height"};
  static constexpr int kPerPoint = 7;  // s, place, weight
  static constexpr double kSmooth_s = 0.06, kSlow = 0.15, kLeastWeight = 1e-4, kFloor = 0.03;

  static Shape shape(const Setup& s) {
    const int points = s.settings.count("points");
    Shape shape;
    shape.in[0] = 3 * points;
    shape.in[1] = shape.in[2] = 3;
    shape.state = 1 + kPerPoint * points;
    for (int o = 0; o < 3; ++o) shape.out[o] = points;
    return shape;
  }

  int points;
  double hop_s, share;
  explicit RestPlaceFormula(const Setup& s)
      : points(s.settings.count("points")),
        hop_s(s.clock.hop_s()),
        share(1 - std::exp(-s.clock.hop_s() / kSmooth_s)) {}

  template <class T>
  static T length_of(const T* a) {
    return root_of(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
  }
  template <class T>
  void step(const Moment<T>& m) const {
    const T frames = number<T>(static_cast<double>(m.seen + 1));
    T trunk[3];
    for (int i = 0; i < 3; ++i) trunk[i] = m.in[2][i] - m.in[1][i];
    m.state[0] = m.state[0] + (length_of(trunk) - m.state[0]) / frames;
    for (int p = 0; p < points; ++p) one(m, m.state[0] + number<T>(1e-6), p);
  }
  template <class T>
  void one(const Moment<T>& m, const T& size, int p) const {
    T *s = m.state + 1 + kPerPoint * p, *place = s + 3, *weight = place + 3;
    T moved[3], away[3];
    for (int i = 0; i < 3; ++i) {
      const T x = (m.in[0][3 * p + i] - m.in[1][i]) / size;
      moved[i] = m.seen ? (x - s[i]) * number<T>(share) : T(0.f);
      s[i] = m.seen ? s[i] + moved[i] : x;
    }
    const T speed = length_of(moved) * number<T>(1 / hop_s), slowness = speed * number<T>(1 / kSlow);
    const T own = exp_of(-(slowness * slowness)) + number<T>(kLeastWeight);
    *weight = *weight + own;
    for (int i = 0; i < 3; ++i) {
      place[i] = place[i] + (s[i] - place[i]) * own / *weight;
      away[i] = s[i] - place[i];
    }
    m.out[0][p] = log_of(length_of(away) + number<T>(kFloor));
    m.out[1][p] = log_of(speed + number<T>(kFloor));
    m.out[2][p] = away[1];
  }
};
using RestPlace = Step<RestPlaceFormula>;

PARTIALS_END
