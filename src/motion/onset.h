// SPDX-License-Identifier: MIT
// Onsets of movement, of every channel of energy:
//   rise   ln((e + floor) / (s + floor)), s: the mean of the energy before, with time constant memory_s
//   onset  1 at a frame whose rise exceeds ln(ratio), if the last onset is refractory_s past; else 0. Its
//          gradient is zero
// `floor`, in the unit of energy, is what counts as rest. State: s, frames until the next onset may come.
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

struct MotionOnsetFormula {
  static constexpr Control kSettings[] = {{"ratio", Unit::ratio, 1.01, 100, Taper::exponential, 3},
                                          {"memory_s", Unit::seconds, 0.01, 10, Taper::exponential, 0.5},
                                          {"refractory_s", Unit::seconds, 0, 10, Taper::linear, 0.3},
                                          {"floor", Unit::linear, 1e-6, 10, Taper::exponential, 0.002}};
  static constexpr Info kInfo{"motion_onset", 1, "where energy rises at once", kSettings, 4};
  static constexpr Port kInputs[] = {{"energy", Rate::frame, 0, false, false, 0, 4}};
  static constexpr const char* kOutputs[] = {"onset", "rise"};

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.copies = s.in_channels[0];
    shape.in[0] = shape.out[0] = shape.out[1] = 1;
    shape.state = 2;
    shape.free = true;
    return shape;
  }

  double share, wait_frames, threshold, floor;
  explicit MotionOnsetFormula(const Setup& s)
      : share(s.clock.hop_s() / (s.clock.hop_s() + s.settings.get("memory_s"))),
        wait_frames(static_cast<double>(
            static_cast<int64_t>(s.settings.get("refractory_s") / s.clock.hop_s() + 0.5))),
        threshold(std::log(s.settings.get("ratio"))),
        floor(s.settings.get("floor")) {}

  template <class T>
  void step(const Moment<T>& m) const {
    T &mean = m.state[0], &wait = m.state[1];
    const T energy = m.in[0][0], rest = number<T>(floor), none = T(0.f);
    if (m.seen == 0) mean = energy;
    const T rise = log_of((max_of(energy, none) + rest) / (max_of(mean, none) + rest));
    const T onset = select(rise > number<T>(threshold), select(wait > none, none, T(1.f)), none);
    wait = select(onset > none, number<T>(wait_frames), max_of(wait - T(1.f), none));
    mean = mean + (energy - mean) * number<T>(share);
    m.out[0][0] = onset;
    m.out[1][0] = rise;
  }
};
using MotionOnset = Step<MotionOnsetFormula>;

PARTIALS_END
