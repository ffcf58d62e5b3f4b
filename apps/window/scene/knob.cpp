// SPDX-License-Identifier: MIT
#include "knob.h"

#include <cmath>

#include "palette.h"

namespace partials::window {
namespace {

constexpr float kFrom = 2.3561945f, kTurn = 4.712389f;  // from lower left, three quarters of a turn

Point on(Point middle, float radius, float angle) {
  return {middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
}

}  // namespace

void Knob::draw(Canvas& c, const Look& look) {
  Box rest = box;
  const Box name = rest.cut_top(18), value = rest.cut_bottom(18);
  const Point middle = rest.middle();
  const float r = std::min(26.f, std::min(rest.w * 0.42f, rest.h * 0.48f)), track = r - 2, face = r - 7;
  const float unit = parameter_.unit(), from = parameter_.rest_unit();
  const Ink ink = parameter_.learning() ? kOrange : kBlue;
  c.arc(middle, track, kFrom, kFrom + kTurn, kEdge, 3.5f);
  const float a = kFrom + kTurn * std::min(unit, from), b = kFrom + kTurn * std::max(unit, from);
  if (b - a > 0.01f) c.arc(middle, track, a, b, ink, 3.5f);
  c.disc(middle, face, kEdge);
  const Box disc{middle.x - face + 1, middle.y - face + 1, 2 * face - 2, 2 * face - 2};
  c.shade(disc, look.hover || look.held ? Ink{66, 75, 90} : kRaisedTop, kRaised, face - 1);
  const float angle = kFrom + kTurn * unit;
  stroke(c, on(middle, face * 0.35f, angle), on(middle, face - 2.5f, angle), kText, 2.4f);
  c.text(name.middle(), fitted(c, parameter_.name(), kPlain, name.w), kPlain,
         look.hover || look.focus ? kText : kQuiet, Align::middle);
  std::string text = parameter_.text();
  if (parameter_.controller() >= 0 && !look.hover && !look.held && !parameter_.learning())
    text += "  CC" + std::to_string(parameter_.controller());
  c.text(value.middle(), fitted(c, text, kSmall, value.w), kSmall, parameter_.learning() ? kOrange : kText,
         Align::middle);
}

void Knob::press(const Pointer& at) {
  if (at.twice) return parameter_.set_once(parameter_.entry().initial);
  parameter_.begin();
  moving_ = true;
  last_y_ = at.y;
  unit_ = parameter_.unit();
}

void Knob::drag(const Pointer& at) {
  if (!moving_) return;
  unit_ = std::clamp(unit_ + (last_y_ - at.y) * (at.shift ? 0.0005f : 0.006f), 0.f, 1.f);
  last_y_ = at.y;
  parameter_.set(parameter_.at(unit_));
}

void Knob::release() {
  if (moving_) parameter_.end();
  moving_ = false;
}

}  // namespace partials::window
