// SPDX-License-Identifier: MIT
// Buttons with text or an icon. Pressed if the pointer is released over them, or by Enter and Space.
#pragma once
#include <functional>

#include "icons.h"
#include "palette.h"
#include "part.h"

namespace partials::window {

// main: the most likely action; warm: needs attention; bare: no background until hovered
enum class Tone { plain, main, warm, bare };

struct ButtonFace {
  std::string words;
  Icon icon = Icon::none;
  Tone tone = Tone::plain;
  Font font = kPlain;
};

class Button final : public Part {
 public:
  using Action = std::function<void()>;
  using Question = std::function<bool()>;
  Button(std::string id, const Box& box, ButtonFace face, std::string help, Action action, Question lit = {})
      : Part(std::move(id), box),
        face_(std::move(face)),
        help_(std::move(help)),
        action_(std::move(action)),
        lit_(std::move(lit)) {}

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override { shown.add(lit()); }
  std::string help() const override { return help_; }
  void hover(const Pointer& at) override { inside_ = box.holds(at.x, at.y); }
  void press(const Pointer&) override { inside_ = true; }
  void drag(const Pointer& at) override { inside_ = box.holds(at.x, at.y); }
  void release() override {
    if (inside_) action_();
  }
  void cancel() override { inside_ = false; }
  bool key(Key key, bool) override { return (key == Key::enter || key == Key::space) && (action_(), true); }

 private:
  bool lit() const { return lit_ && lit_(); }

  ButtonFace face_;
  std::string help_;
  Action action_;
  Question lit_;
  bool inside_ = false;
};

}  // namespace partials::window
