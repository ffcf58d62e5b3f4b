// SPDX-License-Identifier: MIT
#include "slider.h"

#include "icons.h"
#include "palette.h"

namespace partials::window {

void Slider::draw(Canvas& c, const Look& look) {
  const Ink words = look.hover || look.focus || look.held ? kText : kQuiet,
            live = parameter_.learning() ? kOrange : kBlue;
  std::string text = parameter_.text();
  if (parameter_.controller() >= 0) text = "CC" + std::to_string(parameter_.controller()) + "   " + text;
  const Ink value_ink = parameter_.learning() ? kOrange : kText;
  const float y = box.bottom() - 9 - 13;  // switches are at the height of sliders' text
  const float switch_w = two_way() ? 40.f : 0.f;
  const float value_w = c.width(text, kPlain);
  c.text({box.x, y}, fitted(c, parameter_.name(), kPlain, box.w - value_w - 12 - switch_w), kPlain, words);
  c.text({box.right() - switch_w, y}, text, kPlain, value_ink, Align::right);
  if (two_way()) return toggle(c, {box.right() - 30, y - 8, 30, 16}, parameter_.value() > 0.5f);
  const Box b = bar();
  c.fill(b, kSunk, 2.5f);
  const float rest = b.x + b.w * parameter_.rest_unit(), at = b.x + b.w * parameter_.unit();
  c.fill({std::min(rest, at), b.y, std::abs(at - rest), b.h}, live, 2.5f);
  c.fill({rest - 0.75f, b.y - 2, 1.5f, b.h + 4}, kFaint);
  c.disc({std::clamp(at, b.x + 4, b.right() - 4), b.middle().y}, look.hover || look.held ? 5.5f : 4.5f,
         kText);
}

void Slider::press(const Pointer& at) {
  if (two_way()) return parameter_.set_once(parameter_.value() > 0.5f ? 0.f : 1.f);
  if (at.twice) return parameter_.set_once(parameter_.entry().initial);
  parameter_.begin();
  moving_ = true;
  last_x_ = at.x;
  unit_ = parameter_.unit();
  if (at.shift || at.y < bar().y - 4) return;  // on the text: starts from the current value
  unit_ = std::clamp((at.x - box.x) / box.w, 0.f, 1.f);
  parameter_.set(parameter_.at(unit_));
}

void Slider::drag(const Pointer& at) {
  if (!moving_) return;
  unit_ = std::clamp(unit_ + (at.x - last_x_) / box.w * (at.shift ? 0.1f : 1.f), 0.f, 1.f);
  last_x_ = at.x;
  parameter_.set(parameter_.at(unit_));
}

void Slider::release() {
  if (moving_) parameter_.end();
  moving_ = false;
}

bool Slider::key(Key key, bool shift) {
  if (two_way() && (key == Key::enter || key == Key::space)) {
    parameter_.set_once(parameter_.value() > 0.5f ? 0.f : 1.f);
    return true;
  }
  return parameter_.key(key, shift);
}

}  // namespace partials::window
