// SPDX-License-Identifier: MIT
// Contacts of the feet (any points) with the ground, and steps:
//   ground   the least height of the foot, which rises towards it with time constant memory_s
//   contact  s((height - y) / height) s((speed - |v|) / speed), y above the ground, s(x) = 1 / (1 + e^(-4
//   x)):
//            towards 1 where the foot is both low and slow
//   step     1 at the frame at which contact passes a half, having been below 0.3 since the last step; else
//   0.
//            Its gradient is zero
// `height` and `speed` in the units of the inputs. in position and velocity [3 feet], out contact and step
// [feet]. State: ground, whether the foot was up.
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

struct StepsFormula {
  static constexpr Control kSettings[] = {{"feet", Unit::count, 1, 16, Taper::linear, 2},
                                          {"height", Unit::linear, 0.001, 10, Taper::exponential, 0.03},
                                          {"speed", Unit::linear, 0.01, 10, Taper::exponential, 0.4},
                                          {"memory_s", Unit::seconds, 0.1, 1000, Taper::exponential, 5}};
  static constexpr Info kInfo{"steps", 1, "contacts of the feet with the ground", kSettings, 4};
  static constexpr Port kInputs[] = {{"position", Rate::frame, 0, false, false, -1, 1},
                                     {"velocity", Rate::frame, 0, false, false, -1, 1}};
  static constexpr const char* kOutputs[] = {"contact", "step"};

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.copies = s.settings.count("feet");
    shape.in[0] = shape.in[1] = 3;
    shape.out[0] = shape.out[1] = 1;
    shape.state = 2;
    return shape;
  }

  double height, speed, share;
  explicit StepsFormula(const Setup& s)
      : height(s.settings.get("height")),
        speed(s.settings.get("speed")),
        share(s.clock.hop_s() / (s.clock.hop_s() + s.settings.get("memory_s"))) {}

  // Towards 1 below the limit, towards 0 above it.
  template <class T>
  static T below(const T& x, double limit) {
    const T far =
        min_of(max_of((x - number<T>(limit)) * number<T>(4 / limit), number<T>(-40)), number<T>(40));
    return T(1.f) / (T(1.f) + exp_of(far));
  }
  template <class T>
  void step(const Moment<T>& m) const {
    T &ground = m.state[0], &up = m.state[1];
    const T y = m.in[0][1], none = T(0.f), one = T(1.f);
    if (m.seen == 0) ground = y;
    ground = min_of(y, ground + (y - ground) * number<T>(share));
    const T contact = below(y - ground, height) * below(length(vec_at(m.in[1], 0)), speed);
    const T step = select(contact > number<T>(0.5), select(up > number<T>(0.5), one, none), none);
    up = select(step > none, none, select(contact < number<T>(0.3), one, up));
    m.out[0][0] = contact;
    m.out[1][0] = step;
  }
};
using Steps = Step<StepsFormula>;

PARTIALS_END
