// SPDX-License-Identifier: MIT
// A scrolling list. Lines are selected by click or arrows, and opened by a double click or Enter. Only
// visible lines are drawn.
#pragma once
#include <functional>

#include "palette.h"
#include "part.h"

namespace partials::window {

struct Lines {
  float height = 46;
  int count = 0;
  std::function<void(Canvas&, int, const Box&, bool chosen)> draw;
  std::function<int()> chosen;  // -1: none
  std::function<void(int)> choose, open;
  // click at these distances from the left and right end of the line; true: handled. May be empty
  std::function<bool(int, float, float)> click;
  std::string empty;  // text shown if the list is empty
  std::string help = "Click or arrows select, double click or Enter opens";
};

class List final : public Part {
 public:
  List(std::string id, const Box& box, float& top, Lines lines);

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override {
    shown.add(top_);
    shown.add(lines_.chosen());
  }
  std::string help() const override { return lines_.count > 0 ? lines_.help : std::string(); }
  void hover(const Pointer& at) override { over_ = line_at(at.y); }
  void press(const Pointer& at) override;
  void drag(const Pointer& at) override;
  void release() override { scrolling_ = false; }
  void wheel(const Pointer&, float steps) override { scroll(top_ - steps * 2); }
  bool key(Key key, bool shift) override;

 private:
  float in_sight() const { return box.h / lines_.height; }
  int line_at(float y) const;
  void scroll(float to);
  void choose(int i);

  float& top_;  // lines scrolled out at the top
  Lines lines_;
  int over_ = -1;
  bool scrolling_ = false;
};

}  // namespace partials::window
