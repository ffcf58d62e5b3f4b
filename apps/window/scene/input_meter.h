// SPDX-License-Identifier: MIT
// Input level meter from -60 to 0 dBFS, with the target zone for the peaks of loud notes and advice in
// words.
#pragma once
#include "library/takes.h"
#include "palette.h"
#include "part.h"

namespace partials::window {

class InputMeter final : public Part {
 public:
  InputMeter(const Box& box, Takes& takes) : Part("input-meter", box), takes_(takes) {}
  void look_at(Shown& shown) override;
  void draw(Canvas& canvas, const Look& look) override;
  std::string help() const override {
    return "Peaks of loud notes should reach the marked zone, from -18 to -6 dB.";
  }
  bool focusable() const override { return false; }

 private:
  std::string said() const;

  Takes& takes_;
  InputLevel level_;
};

}  // namespace partials::window
