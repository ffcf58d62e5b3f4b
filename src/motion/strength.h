// SPDX-License-Identifier: MIT
// Strength, Laban's effort of weight (Larboulette and Gibet 2015, 3.2.2): the highest kinetic energy in the
// last window_s. Of every channel, in its unit. in energy, out the same number of channels.
#pragma once
#include "motion/window.h"
#include "motion/window_length.h"

PARTIALS_BEGIN

struct StrengthFormula {
  static constexpr Control kSettings[] = {window_setting(0.5)};
  static constexpr Info kInfo{"strength", 1, "Laban's effort of weight: peak energy in a window", kSettings,
                              1};
  static constexpr Port kInputs[] = {{"energy", Rate::frame, 0, false, false, 0, 4}};
  static constexpr const char* kOutputs[] = {"out"};
  static constexpr Over kTerms[] = {Over::max};

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.copies = s.in_channels[0];
    shape.in[0] = shape.out[0] = shape.kept = 1;
    shape.window = window_frames(s);
    shape.free = true;
    return shape;
  }
  explicit StrengthFormula(const Setup&) {}

  template <class T>
  void keep(const T* const* in, T* row) const {
    row[0] = in[0][0];
  }
  template <class T>
  void term(const Row<T>& r, int, T* terms) const {
    terms[0] = r.at[0];
  }
  template <class T>
  void finish(const T* terms, const T*, T* const* out) const {
    out[0][0] = terms[0];
  }
};
using Strength = Windowed<StrengthFormula>;

PARTIALS_END
