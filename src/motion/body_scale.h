// SPDX-License-Identifier: MIT
// Removes how large a body is and where it stood first: joints in body heights, from where the middle of the
// hips was in the first frame. Height is estimated by the trunk, from the middle of the hips to the middle of
// the shoulders, which is 0.288 of a person's height (Drillis and Contini 1966; Winter, Biomechanics and
// Motor Control of Human Movement, figure 4.1), averaged over the frames so far and later with time constant
// time_s. in joints [3 joints] in m (or any unit, then height_m is in that unit). State: first hips, height.
#pragma once
#include "motion/body.h"

PARTIALS_BEGIN

struct BodyScaleFormula {
  static constexpr double kTrunk = 0.288, kLeast = 1e-3;
  static constexpr Control kSettings[] = {kJointsSetting,
                                          joint_setting("left_hip", 0),
                                          joint_setting("right_hip", 1),
                                          joint_setting("left_shoulder", 2),
                                          joint_setting("right_shoulder", 3),
                                          {"time_s", Unit::seconds, 0.1, 1000, Taper::exponential, 30}};
  static constexpr Info kInfo{"body_scale", 1, "joints in body heights", kSettings, 6};
  static constexpr Port kInputs[] = {{"joints", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"joints", "height_m"};

  static Shape shape(const Setup& s) {
    Shape shape = shape_of_body(s);
    shape.out[0] = shape.in[0];
    shape.out[1] = 1;
    shape.state = 4;
    shape.error = Torso::error(s);
    return shape;
  }

  Torso torso;
  int joints;
  double share;  // of a new frame in the average
  explicit BodyScaleFormula(const Setup& s)
      : torso(s),
        joints(s.settings.count("joints")),
        share(s.clock.hop_s() / (s.clock.hop_s() + s.settings.get("time_s"))) {}

  template <class T>
  void step(const Moment<T>& m) const {
    const T* in = m.in[0];
    const Vec3<T> hips = torso.hips(in);
    if (m.seen == 0) put_vec(m.state, 0, hips);
    T& height = m.state[3];
    const double first = 1.0 / static_cast<double>(m.seen + 1);
    const T trunk = max_of(length(torso.shoulders(in) - hips), number<T>(kTrunk * kLeast));
    height = height + (trunk * number<T>(1 / kTrunk) - height) * number<T>(first > share ? first : share);
    const T scale = T(1.f) / max_of(height, number<T>(kLeast));
    const Vec3<T> origin = vec_at(m.state, 0);
    for (int k = 0; k < joints; ++k) put_vec(m.out[0], k, (vec_at(in, k) - origin) * scale);
    m.out[1][0] = height;
  }
};
using BodyScale = Step<BodyScaleFormula>;

PARTIALS_END
