// SPDX-License-Identifier: MIT
// A parameter as a row of a table: name, value and a bar to drag; switches and choices are clicked.
#pragma once
#include "parameter.h"

namespace partials::window {

class Slider final : public Part {
 public:
  Slider(const Box& box, Parameter parameter)
      : Part("p:" + std::string(parameter.entry().id), box), parameter_(std::move(parameter)) {}

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override { parameter_.look_at(shown); }
  std::string help() const override { return parameter_.help(); }
  void press(const Pointer& at) override;
  void drag(const Pointer& at) override;
  void release() override;
  void wheel(const Pointer& at, float steps) override { parameter_.step(steps, at.shift); }
  void learn() override { parameter_.learn(); }
  bool key(Key key, bool shift) override;

 private:
  bool two_way() const {
    return parameter_.entry().look == partials::Look::toggle ||
           parameter_.entry().look == partials::Look::choice;
  }
  Box bar() const { return {box.x, box.bottom() - 9, box.w, 5}; }

  Parameter parameter_;
  bool moving_ = false;
  float last_x_ = 0, unit_ = 0;
};

}  // namespace partials::window
