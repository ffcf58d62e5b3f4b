// SPDX-License-Identifier: MIT
// Pitch horizontally, loudness vertically: the trained range, and the current note with a short trail.
// Outside the range the model extrapolates.
#pragma once
#include <deque>
#include <functional>

#include "families/instrument/articulations.h"
#include "palette.h"
#include "part.h"

namespace partials::window {

struct HeardPitch {
  float f0_hz = 0, loudness_db = -120;  // no pitch: 0
  bool operator==(const HeardPitch&) const = default;
};

class PitchMap final : public Part {
 public:
  using Ear = std::function<HeardPitch()>;
  PitchMap(const Box& box, TrainedRange known, bool has_model, Ear ear);

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override;
  std::string help() const override;
  bool focusable() const override { return false; }

 private:
  static constexpr size_t kTrail = 40;

  Box plot() const { return {box.x + 1, box.y + 1, box.w - 2, box.h - 2 - kKeys}; }
  float x_of(float midi) const;
  float y_of(float db) const;
  Point place(const HeardPitch& h) const;
  bool sounds(const HeardPitch& h) const { return h.f0_hz > 0 && h.loudness_db > low_db_; }
  void draw_range(Canvas& canvas) const;
  void draw_keys(Canvas& canvas) const;

  static constexpr float kKeys = 20;
  TrainedRange known_;
  bool has_model_;
  float low_midi_ = 24, high_midi_ = 108, low_db_ = -72, high_db_ = 0;
  Ear ear_;
  std::deque<HeardPitch> trail_;
  bool moving_ = false;
};

}  // namespace partials::window
