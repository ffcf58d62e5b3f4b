// SPDX-License-Identifier: MIT
// Editor of the spectral edit over the live spectrum: one bar per partial, or a curve over the noise bands.
// Drag across to draw, double click resets one, the wheel changes one, arrows select and change. -40..+12
// dB, 0 is neutral, the minimum means silent.
#pragma once
#include <functional>
#include <vector>

#include "palette.h"
#include "part.h"
#include "play/spectral_edit.h"

namespace partials::window {

struct GainRow {
  std::string one;  // "partial", "band"
  int count = 0;
  bool curve = false;                 // drawn as a line through the centres
  std::function<float(int)> live_db;  // current level in dB of full scale; -120: silent
  std::function<float(int)> gain_db;
  std::function<void(int, float)> set_gain_db;
  std::function<std::string(int)> name;            // "partial 3", "2.4 kHz"
  std::vector<std::pair<int, std::string>> marks;  // labels along the bottom
};

class Bars final : public Part {
 public:
  static constexpr float kMin = -40, kMax = kMaxEditDb, kFloor = -96;

  Bars(std::string id, const Box& box, GainRow row) : Part(std::move(id), box), row_(std::move(row)) {}

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override;
  std::string help() const override;
  void hover(const Pointer& at) override { at_ = index_at(at.x); }
  void press(const Pointer& at) override;
  void drag(const Pointer& at) override;
  void release() override { held_ = false; }
  void wheel(const Pointer& at, float steps) override;
  bool key(Key key, bool shift) override;

 private:
  static constexpr float kMarks = 15;
  Box plot() const { return {box.x + 1, box.y + 1, box.w - 2, box.h - 2 - kMarks}; }
  Box cell(int i) const;
  int index_at(float x) const;
  float gain_at(float y) const;
  float y_of_gain(float db) const;
  void set(int i, float db) { row_.set_gain_db(i, db < kMin + 0.5f ? kMinEditDb : std::min(db, kMax)); }
  void draw_live(Canvas& canvas) const;
  void draw_gains(Canvas& canvas) const;
  void draw_curve(Canvas& canvas) const;

  GainRow row_;
  int at_ = -1;  // under the pointer, or selected by key
  bool held_ = false;
  Point last_;
};

}  // namespace partials::window
