// SPDX-License-Identifier: MIT
// Smoothness, Laban's effort of flow, by the dimensionless jerk of a joint in the last window_s = D (Hogan
// and Sternad 2009; logarithm: Balasubramanian, Melendez-Calderon and Burdet 2012):
//   -ln(1 + J),   J = D^3 / (v_peak^2 + rest^2) integral |jerk|^2 dt
// 0: at rest, or at a steady velocity; a reach of minimum jerk (Flash and Hogan 1985) that fills the window:
// J = 204.8, so -5.33; lower is less smooth. `rest`, in the unit of velocity, is what counts as standing
// still. in velocity and jerk [3 joints], of the same delay (motion_derivative); out [joints].
#pragma once
#include "motion/body.h"
#include "motion/window.h"
#include "motion/window_length.h"

PARTIALS_BEGIN

struct SmoothnessFormula {
  static constexpr Control kSettings[] = {
      kJointsSetting, window_setting(1), {"rest", Unit::linear, 0.0001, 10, Taper::exponential, 0.02}};
  static constexpr Info kInfo{"smoothness", 1, "Laban's effort of flow: log dimensionless jerk in a window",
                              kSettings, 3};
  static constexpr Port kInputs[] = {{"velocity", Rate::frame, 0, false, false, -4, 4},
                                     {"jerk", Rate::frame, 0, false, false, -200, 200}};
  static constexpr const char* kOutputs[] = {"out"};
  static constexpr Over kTerms[] = {Over::max, Over::sum};

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.copies = s.settings.count("joints");
    shape.in[0] = shape.in[1] = 3;
    shape.out[0] = 1;
    shape.kept = 2;
    shape.window = window_frames(s);
    return shape;
  }

  double hop_s, scale, rest;  // scale: D^3 hop
  explicit SmoothnessFormula(const Setup& s) : hop_s(s.clock.hop_s()), rest(s.settings.get("rest")) {
    const double window_s = window_frames(s) * hop_s;
    scale = window_s * window_s * window_s * hop_s;
  }

  template <class T>
  void keep(const T* const* in, T* row) const {
    for (int i = 0; i < 2; ++i) row[i] = dot(vec_at(in[i], 0), vec_at(in[i], 0));
  }
  template <class T>
  void term(const Row<T>& r, int, T* terms) const {
    terms[0] = r.at[0];
    terms[1] = r.at[1] * number<T>(scale);
  }
  template <class T>
  void finish(const T* terms, const T*, T* const* out) const {
    out[0][0] = -log_of(T(1.f) + terms[1] / (terms[0] + number<T>(rest * rest)));
  }
};
using Smoothness = Windowed<SmoothnessFormula>;

PARTIALS_END
