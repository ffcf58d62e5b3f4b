// SPDX-License-Identifier: MIT
// A point against where it usually is, in units of how far it usually goes, so that neither the place nor the
// size of a gesture nor the unit of its measurement matters. With the point p, h the hop, n the frames so far
// and mean_T a mean over all frames until T has passed, then an exponential one (share max(1 / n, h / T)):
//   m     = mean_place_s(p)            d = |p - m|
//   size  = sqrt(mean_size_s(d^2) + 0.04 usual^2 + floor^2)    usual = sqrt(mean_usual_s(d^2) + floor^2)
//   place = (p - m) / size             growth = ln(size / usual)
// The 0.04 keeps a hand that has stopped from being magnified more than five times. in [3], place [3], growth
// [1]; `floor` in the unit of p. State: m, the mean squares of both.
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

struct GestureFrameFormula {
  static constexpr Control kSettings[] = {{"place_s", Unit::seconds, 0.1, 60, Taper::exponential, 3},
                                          {"size_s", Unit::seconds, 0.1, 60, Taper::exponential, 1.5},
                                          {"usual_s", Unit::seconds, 0.1, 600, Taper::exponential, 20},
                                          {"floor", Unit::linear, 1e-6, 10, Taper::exponential, 0.005}};
  static constexpr Info kInfo{"gesture_frame", 1, "a point against its usual place and size of movement",
                              kSettings, 4};
  static constexpr Port kInputs[] = {{"in", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"place", "growth"};
  static constexpr double kOfUsual = 0.04;

  static Shape shape(const Setup&) {
    Shape shape;
    shape.in[0] = shape.out[0] = 3;
    shape.out[1] = 1;
    shape.state = 5;
    return shape;
  }

  double hop_s, place_s, size_s, usual_s, floor;
  explicit GestureFrameFormula(const Setup& s)
      : hop_s(s.clock.hop_s()),
        place_s(s.settings.get("place_s")),
        size_s(s.settings.get("size_s")),
        usual_s(s.settings.get("usual_s")),
        floor(s.settings.get("floor")) {}

  template <class T>
  T share(const Moment<T>& m, double time_s) const {
    const double all = 1 / static_cast<double>(m.seen + 1), newest = hop_s / time_s;
    const double most = all > newest ? all : newest;
    return number<T>(most < 1 ? most : 1);
  }
  template <class T>
  void step(const Moment<T>& m) const {
    T *mean = m.state, &recent = m.state[3], &usual = m.state[4];
    T away[3], square = T(0.f);
    for (int i = 0; i < 3; ++i) {
      mean[i] = mean[i] + (m.in[0][i] - mean[i]) * share(m, place_s);
      away[i] = m.in[0][i] - mean[i];
      square = square + away[i] * away[i];
    }
    recent = recent + (square - recent) * share(m, size_s);
    usual = usual + (square - usual) * share(m, usual_s);
    const T least = number<T>(floor * floor), far = usual + least;
    const T size = root_of(recent + far * number<T>(kOfUsual) + least);
    for (int i = 0; i < 3; ++i) m.out[0][i] = away[i] / size;
    m.out[1][0] = log_of(size / root_of(far));
  }
};
using GestureFrame = Step<GestureFrameFormula>;

PARTIALS_END
