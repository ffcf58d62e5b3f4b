// SPDX-License-Identifier: MIT
#include "families/dance/train/rollout.h"

#include <algorithm>
#include <cmath>

#include "base/clocks.h"
#include "base/denormals.h"
#include "families/dance/train/material.h"

namespace partials::dance {
namespace {

// Joints of the frames of one window; the last two of the window before come first, so that every
// difference counts.
class Windows {
 public:
  Windows(const DancePart& part, double rate_hz)
      : part_(part),
        rate_hz_(rate_hz),
        second_(std::max<size_t>(1, static_cast<size_t>(std::lround(rate_hz)))),
        window_(std::max<size_t>(1, static_cast<size_t>(std::lround(rate_hz * kWindowS)))) {}

  void add(const BodyPose& pose) {
    append(pose, joints_);
    own_.turns = pose.turns;
    own_.place_m[1] = pose.place_m[1];
    append(own_, in_own_frame_);
    ++frames_;
    if (frames_ % second_ == 0) tell_second();
    if (frames_ % window_ == 0) tell_window();
  }
  RolloutFigures figures;

 private:
  using Rows = std::vector<std::vector<Vec3>>;
  void append(const BodyPose& pose, Rows& rows) {
    place_joints(part_.rig, pose, world_);
    auto& row = rows.emplace_back(1, world_.places_m[0]);
    for (const size_t j : part_.rig.turning) row.push_back(world_.places_m[j]);
  }
  Liveliness last(const Rows& rows, size_t frames) const {
    const size_t n = std::min(rows.size(), frames + 2);
    return liveliness_of({rows.end() - static_cast<ptrdiff_t>(n), rows.end()}, rate_hz_);
  }
  static void keep_two(Rows& rows) {
    if (rows.size() > 2) rows.erase(rows.begin(), rows.end() - 2);
  }
  void tell_second() {
    if (last(in_own_frame_, second_).speed > kStill * part_.speed)
      figures.still_after_s = static_cast<double>(frames_) / rate_hz_;
    keep_two(in_own_frame_);
  }
  void tell_window() {
    const Liveliness l = last(joints_, window_);
    const double speed = l.speed / part_.speed, acceleration = l.acceleration / part_.acceleration;
    figures.slowest = std::min(figures.slowest, speed);
    figures.fastest = std::max(figures.fastest, speed);
    figures.softest = std::min(figures.softest, acceleration);
    figures.hardest = std::max(figures.hardest, acceleration);
    keep_two(joints_);
  }

  const DancePart& part_;
  const double rate_hz_;
  const size_t second_, window_;
  Rows joints_, in_own_frame_;
  BodyPose own_;  // at the origin, with heading 0
  motion::Pose world_;
  size_t frames_ = 0;
};

size_t outside(const NumberScale& scale, const std::vector<float>& x) {
  size_t n = 0;
  for (size_t c = 0; c < x.size(); ++c) {
    const double slack = kSlack * (scale.high[c] - scale.low[c]);
    n += x[c] < scale.low[c] - slack || x[c] > scale.high[c] + slack;
  }
  return n;
}

}  // namespace

std::string RolloutFigures::still_text() const {
  if (still_after_s + 1 > seconds) return "never";
  return "after " + std::to_string(static_cast<int>(still_after_s)) + " s";
}

Result<RolloutFigures> roll_out(const std::shared_ptr<const Model>& model, const DanceSettings& settings,
                                double seconds) {
  auto made = Dancer::create(model, settings);
  if (!made) return made.error();
  Dancer& dancer = made.value();
  const DancePart& part = dancer.part();
  const FlushDenormals guard;
  const std::vector<float>& opening = opening_of(*model);
  for (size_t at = 0; at + part.scale.size() <= opening.size(); at += part.scale.size())
    dancer.prime(opening.data() + at);
  Windows windows(part, dancer.rate_hz());
  const auto frames = static_cast<size_t>(seconds * dancer.rate_hz());
  size_t left = 0;
  double spent_s = 0;
  for (size_t n = 0; n < frames; ++n) {
    const double from_s = now_s();
    dancer.step();
    spent_s += now_s() - from_s;
    windows.add(dancer.pose());
    left += outside(part.scale, dancer.heard());
  }
  RolloutFigures f = windows.figures;
  f.seconds = seconds;
  f.outside =
      static_cast<double>(left) / static_cast<double>(std::max<size_t>(1, frames * part.scale.size()));
  f.times_real_time = spent_s > 0 ? seconds / spent_s : 0;
  return f;
}

}  // namespace partials::dance
