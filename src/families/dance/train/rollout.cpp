// SPDX-License-Identifier: MIT
#include "families/dance/train/rollout.h"

#include <algorithm>
#include <cmath>

#include "base/clocks.h"
#include "base/denormals.h"
#include "base/plain_number.h"
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

// Poses of the last minute, [frames][n]: sets variance, repetition and cycle. Every number counts alike.
void judge_end(const std::vector<float>& rows, size_t n, double rate_hz, RolloutFigures& f) {
  const size_t frames = rows.size() / n;
  std::vector<double> mean(n), x(rows.begin(), rows.end());
  for (size_t i = 0; i < x.size(); ++i) mean[i % n] += x[i] / static_cast<double>(frames);
  double power = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] -= mean[i % n];
    power += x[i] * x[i];
  }
  f.variance = power / static_cast<double>(std::max<size_t>(1, x.size()));
  const auto longest = std::min(frames / 2, static_cast<size_t>(kLongestCycleS * rate_hz));
  for (size_t lag = static_cast<size_t>(rate_hz / 2); lag <= longest; ++lag) {
    double product = 0, now = 1e-12, before = 1e-12;
    for (size_t i = lag * n; i < x.size(); ++i) {
      product += x[i] * x[i - lag * n];
      now += x[i] * x[i];
      before += x[i - lag * n] * x[i - lag * n];
    }
    if (const double r = product / std::sqrt(now * before); r > f.repetition) {
      f.repetition = r;
      f.cycle_s = static_cast<double>(lag) / rate_hz;
    }
  }
}

size_t outside(const NumberScale& scale, const std::vector<float>& x) {
  size_t n = 0;
  for (size_t c = 0; c < x.size(); ++c) {
    const double slack = kSlack * (scale.high[c] - scale.low[c]);
    n += x[c] < scale.low[c] - slack || x[c] > scale.high[c] + slack;
  }
  return n;
}

}  // namespace

std::string RolloutFigures::end_text() const {
  if (still_after_s + 1 < seconds)
    return "stands still after " + std::to_string(static_cast<int>(still_after_s)) + " s";
  if (repetition > kRepeats) return "repeats " + plain_number(cycle_s, 1) + " s";
  return "varies";
}

Result<RolloutFigures> roll_out(const std::shared_ptr<const Model>& model, const DanceSettings& settings,
                                double seconds, std::span<const HeardSound> sound) {
  auto made = Dancer::create(model, settings);
  if (!made) return made.error();
  Dancer& dancer = made.value();
  const DancePart& part = dancer.part();
  const FlushDenormals guard;
  const std::vector<float>& opening = opening_of(*model);
  for (size_t n = 0; (n + 1) * part.scale.size() <= opening.size(); ++n)
    dancer.prime(opening.data() + n * part.scale.size(), nullptr, opening_sound(*model, n));
  Windows windows(part, dancer.rate_hz());
  const auto frames = static_cast<size_t>(seconds * dancer.rate_hz());
  size_t left = 0;
  const auto settled = std::min(frames, static_cast<size_t>(kSettledS * dancer.rate_hz()));
  std::vector<float> end;
  double spent_s = 0;
  for (size_t n = 0; n < frames; ++n) {
    const double from_s = now_s();
    dancer.step(nullptr, sound.empty() ? HeardSound() : sound[n % sound.size()]);
    spent_s += now_s() - from_s;
    windows.add(dancer.pose());
    left += outside(part.scale, dancer.heard());
    if (n + settled >= frames) end.insert(end.end(), dancer.heard().begin(), dancer.heard().end());
  }
  RolloutFigures f = windows.figures;
  f.seconds = seconds;
  judge_end(end, part.scale.size(), dancer.rate_hz(), f);
  f.outside =
      static_cast<double>(left) / static_cast<double>(std::max<size_t>(1, frames * part.scale.size()));
  f.times_real_time = spent_s > 0 ? seconds / spent_s : 0;
  return f;
}

}  // namespace partials::dance
