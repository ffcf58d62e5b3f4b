// SPDX-License-Identifier: MIT
// The level that goes out, from -60 to 0 dBFS, with its highest of the last second, and how far the limiter
// holds it down.
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
