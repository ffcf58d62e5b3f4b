// SPDX-License-Identifier: MIT
// A dancer: the model left to itself. It is primed with a real movement, then every frame is drawn from the
// network's distribution of the next pose:
//   x[n + 1] = AR(2)(x[n], x[n - 1]) + spread z,    z drawn from the mixture
// What is drawn is made a body again (rotations by Gram-Schmidt, numbers within the range of the data)
// before it is heard, so that errors do not add up. The network runs once the sound until the next pose is
// known. A pure function of model, priming, seed, temperature, leader and sound. After create() nothing is
// allocated.
#pragma once
#include <memory>
#include <vector>

#include "families/dance/dance_model.h"
#include "graph/plan.h"

namespace partials::dance {

// Deviations of a draw are at most this, in units of AR(2)'s error: wider components stand for jumps of the
// capture (heads that are wrong for a frame), and for poses that the takes do not show, where they would make
// a dancer tremble.
inline constexpr double kWidest = 0.8;

struct DanceSettings {
  double temperature = 1;  // 0 to 2, see families/dance/mixture.h
  uint64_t seed = 1;
};

class Dancer {
 public:
  // [main-thread] Errors: the model is no dance, or damaged.
  static Result<Dancer> create(std::shared_ptr<const Model> model, const DanceSettings& settings);

  void place(const Vec3& hips_m, double heading_rad) noexcept;  // before priming
  // Hears one real frame, standardised [numbers], and stands as it says; leader [leader.joints] in the world,
  // or null: it is where such leaders are in the mean; sound: until this frame.
  void prime(const float* x, const Vec3* leader = nullptr, const HeardSound& sound = {}) noexcept;
  // Draws the next frame, and stands as it says; leader and sound of that frame.
  const BodyPose& step(const Vec3* leader = nullptr, const HeardSound& sound = {}) noexcept;
  const BodyPose& pose() const noexcept { return pose_; }
  // The newest frame's numbers, standardised [numbers], as the network hears them.
  const std::vector<float>& heard() const noexcept { return x_; }
  const DancePart& part() const noexcept { return part_of(*model_); }
  double rate_hz() const noexcept { return rate_hz_; }

 private:
  Dancer(std::shared_ptr<const Model> model, Plan<float> plan)
      : model_(std::move(model)), plan_(std::move(plan)) {}
  void see(const Vec3* leader) noexcept;
  void expect(const HeardSound& sound) noexcept;

  std::shared_ptr<const Model> model_;
  Plan<float> plan_;
  MixtureShape shape_;
  DanceSettings settings_;
  double rate_hz_ = 30;
  int64_t frame_ = 0;
  bool sees_ = false;  // leader_ holds the frame before
  bool due_ = false;   // the network has not run for the newest pose
  BodyPose pose_, next_;
  std::vector<Vec3> leader_;                       // a frame earlier
  std::vector<float> x_, last_, drawn_, numbers_;  // [numbers] three times, [all]
};

// The movement with which a model begins where no other is given: the pose of its golden example.
const std::vector<float>& opening_of(const Model& model);
// What sounds until each pose of it; silence where the model hears no sound.
HeardSound opening_sound(const Model& model, size_t frame);

}  // namespace partials::dance
