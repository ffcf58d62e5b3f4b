// SPDX-License-Identifier: MIT
// Velocity, acceleration and jerk of every channel, per s, s^2 and s^3: the derivatives of the cubic that
// fits the last n frames best by least squares (Savitzky and Golay 1964), n = 2 m + 1 with 2 m hops at most
// window_s, m at least 2. With i = -m .. m from the oldest frame to the newest and Gram's polynomials
//   P1 = i,  P2 = i^2 - m (m + 1) / 3,  P3 = i^3 - c i,  c = (3 m^2 + 3 m - 1) / 5
// the cubic is the sum of a_k P_k, a_k = sum x P_k / sum P_k^2. It is looked at lead m frames after the
// middle: with lead 0 the derivatives are half a window (m hops) late and quiet, with lead 1 they are of the
// newest frame and noisier. A cubic movement comes out exactly.
#pragma once
#include "motion/vectors.h"
#include "motion/window.h"

PARTIALS_BEGIN

struct MotionDerivativeFormula {
  static constexpr Control kSettings[] = {{"window_s", Unit::seconds, 0.001, 2, Taper::exponential, 0.1},
                                          {"lead", Unit::ratio, 0, 1, Taper::linear, 0}};
  static constexpr Info kInfo{"motion_derivative", 1, "velocity, acceleration and jerk over a short window",
                              kSettings, 2};
  static constexpr Port kInputs[] = {{"in", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"velocity", "acceleration", "jerk"};
  static constexpr Over kTerms[] = {Over::sum, Over::sum, Over::sum};

  static int half(const Setup& s) {
    const double m = s.settings.get("window_s") / (2 * s.clock.hop_s());
    return m < 2 ? 2 : m > 500 ? 500 : static_cast<int>(m + 1e-6);
  }
  static Shape shape(const Setup& s) {
    Shape shape;
    shape.copies = s.in_channels[0];
    shape.in[0] = shape.out[0] = shape.out[1] = shape.out[2] = shape.kept = 1;
    shape.window = 2 * half(s) + 1;
    shape.free = true;
    return shape;
  }

  int m;
  double hop_s, lead, middle, bend;
  double size[3] = {};  // sums of the polynomials' squares
  explicit MotionDerivativeFormula(const Setup& s)
      : m(half(s)),
        hop_s(s.clock.hop_s()),
        lead(m * s.settings.get("lead")),
        middle(m * (m + 1) / 3.0),
        bend((3.0 * m * m + 3.0 * m - 1) / 5) {
    for (int i = -m; i <= m; ++i) {
      const Gram g = at(i);
      size[0] += g.p1 * g.p1;
      size[1] += g.p2 * g.p2;
      size[2] += g.p3 * g.p3;
    }
  }
  struct Gram {
    double p1, p2, p3;
  };
  Gram at(double i) const { return {i, i * i - middle, i * i * i - bend * i}; }

  template <class T>
  void keep(const T* const* in, T* row) const {
    row[0] = in[0][0];
  }
  template <class T>
  void term(const Row<T>& r, int age, T* terms) const {
    const Gram g = at(m - age);
    const T x = r.at[0] - r.now[0];  // the polynomials have no mean, so this changes nothing but rounding
    terms[0] = x * number<T>(g.p1 / size[0]);
    terms[1] = x * number<T>(g.p2 / size[1]);
    terms[2] = x * number<T>(g.p3 / size[2]);
  }
  template <class T>
  void finish(const T* a, const T*, T* const* out) const {
    const double rate = 1 / hop_s;
    out[0][0] =
        (a[0] + a[1] * number<T>(2 * lead) + a[2] * number<T>(3 * lead * lead - bend)) * number<T>(rate);
    out[1][0] = (a[1] * number<T>(2) + a[2] * number<T>(6 * lead)) * number<T>(rate * rate);
    out[2][0] = a[2] * number<T>(6 * rate * rate * rate);
  }
};
using MotionDerivative = Windowed<MotionDerivativeFormula>;

PARTIALS_END
