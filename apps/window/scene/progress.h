// SPDX-License-Identifier: MIT
// Progress of a training, and the curve of its validation.
#pragma once
#include <vector>

#include "library/training_status.h"
#include "palette.h"
#include "part.h"

namespace partials::window {

class ProgressBar final : public Part {
 public:
  ProgressBar(const Box& box, float done, bool going_on)
      : Part("progress", box), done_(done), going_on_(going_on) {}
  void draw(Canvas& c, const Look&) override {
    c.fill(box, kSunk, box.h / 2);
    if (done_ > 0)
      c.fill({box.x, box.y, std::max(box.h, box.w * std::min(1.f, done_)), box.h},
             going_on_ ? kBlue : kBlue.faded(0.6f), box.h / 2);
  }
  bool active() const override { return false; }

 private:
  float done_;
  bool going_on_;
};

class LossCurve final : public Part {
 public:
  LossCurve(const Box& box, std::vector<TrainingPointSeen> points, Metric metric)
      : Part("loss", box), points_(std::move(points)), metric_(std::move(metric)) {}
  void draw(Canvas& canvas, const Look& look) override;
  std::string help() const override {
    return "Validation (" + metric_.id + ") on recordings outside the training set.";
  }
  bool focusable() const override { return false; }

 private:
  std::vector<TrainingPointSeen> points_;
  Metric metric_;
};

}  // namespace partials::window
