// SPDX-License-Identifier: MIT
// A parameter as a knob, with its name above and its value below. Drag up and down; Shift: finer; double
// click: initial value.
#pragma once
#include "parameter.h"

namespace partials::window {

class Knob final : public Part {
 public:
  Knob(const Box& box, Parameter parameter)
      : Part("p:" + std::string(parameter.entry().id), box), parameter_(std::move(parameter)) {}

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override { parameter_.look_at(shown); }
  std::string help() const override { return parameter_.help(); }
  void press(const Pointer& at) override;
  void drag(const Pointer& at) override;
  void release() override;
  void wheel(const Pointer& at, float steps) override { parameter_.step(steps, at.shift); }
  void learn() override { parameter_.learn(); }
  bool key(Key key, bool shift) override { return parameter_.key(key, shift); }

 private:
  Parameter parameter_;
  bool moving_ = false;
  float last_y_ = 0, unit_ = 0;
};

}  // namespace partials::window
