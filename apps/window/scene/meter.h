// SPDX-License-Identifier: MIT
// Output level meter from -60 to 0 dBFS, with the peak of the last second and the limiter's gain reduction.
#pragma once
#include "palette.h"
#include "part.h"
#include "view.h"

namespace partials::window {

class Meter final : public Part {
 public:
  Meter(const Box& box, View& view) : Part("meter", box), view_(view) {}
  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override;
  std::string help() const override;
  bool focusable() const override { return false; }

 private:
  View& view_;
  float highest_db_ = -120;
  int age_ = 0;
};

}  // namespace partials::window
