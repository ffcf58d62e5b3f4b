// SPDX-License-Identifier: MIT
#include "icons.h"

#include <cmath>
#include <initializer_list>
#include <vector>

#include "palette.h"

namespace partials::window {
namespace {

// Points within the box, 0..1 in both directions.
std::vector<Point> placed(const Box& b, std::initializer_list<Point> points) {
  std::vector<Point> out;
  for (const Point& p : points) out.push_back({b.x + p.x * b.w, b.y + p.y * b.h});
  return out;
}

std::vector<Point> star(const Box& b) {
  std::vector<Point> out;
  for (int i = 0; i <= 10; ++i) {
    const float angle = static_cast<float>(i) * 0.62831853f, r = (i % 2 ? 0.22f : 0.54f) * b.w;
    out.push_back({b.middle().x + r * std::sin(angle), b.middle().y + 0.04f * b.h - r * std::cos(angle)});
  }
  return out;
}

}  // namespace

void toggle(Canvas& c, const Box& b, bool on) {
  c.fill(b, on ? kBlue : kSunk, b.h / 2);
  c.frame(b, on ? kBlue : kFaint, 1, b.h / 2);
  c.disc({on ? b.right() - b.h / 2 : b.x + b.h / 2, b.middle().y}, b.h / 2 - 3.5f, on ? kSunk : kQuiet);
}

void icon(Canvas& c, Icon which, const Box& b, Ink ink, bool filled) {
  const float w = std::max(1.2f, b.w * 0.11f);
  const auto line = [&](std::initializer_list<Point> points) { c.line(placed(b, points), ink, w); };
  switch (which) {
    case Icon::none:
      break;
    case Icon::previous:
      line({{0.66f, 0.1f}, {0.28f, 0.5f}, {0.66f, 0.9f}});
      break;
    case Icon::next:
      line({{0.34f, 0.1f}, {0.72f, 0.5f}, {0.34f, 0.9f}});
      break;
    case Icon::star:
      filled ? c.area(star(b), ink) : c.line(star(b), ink, w * 0.8f);
      break;
    case Icon::search:
      c.arc({b.x + 0.42f * b.w, b.y + 0.42f * b.h}, 0.34f * b.w, 0, 6.2831853f, ink, w);
      line({{0.68f, 0.68f}, {0.98f, 0.98f}});
      break;
    case Icon::folder:
      line({{0, 0.85f}, {0, 0.15f}, {0.38f, 0.15f}, {0.5f, 0.3f}, {1, 0.3f}, {1, 0.85f}, {0, 0.85f}});
      break;
    case Icon::close:
      line({{0.12f, 0.12f}, {0.88f, 0.88f}});
      line({{0.88f, 0.12f}, {0.12f, 0.88f}});
      break;
    case Icon::warn:
      line({{0.5f, 0.06f}, {1, 0.94f}, {0, 0.94f}, {0.5f, 0.06f}});
      line({{0.5f, 0.36f}, {0.5f, 0.62f}});
      line({{0.5f, 0.76f}, {0.5f, 0.8f}});
      break;
    case Icon::undo:
      c.arc(b.middle(), 0.42f * b.w, -2.6f, 2.6f, ink, w);
      line({{0.02f, 0.02f}, {0.12f, 0.34f}, {0.44f, 0.28f}});
      break;
    case Icon::mute:
      c.area(
          placed(b, {{0, 0.34f}, {0.22f, 0.34f}, {0.5f, 0.08f}, {0.5f, 0.92f}, {0.22f, 0.66f}, {0, 0.66f}}),
          ink);
      line({{0.66f, 0.34f}, {1, 0.68f}});
      line({{1, 0.34f}, {0.66f, 0.68f}});
      break;
    case Icon::check:
      line({{0.05f, 0.55f}, {0.38f, 0.86f}, {0.95f, 0.16f}});
      break;
    case Icon::record:
      c.disc(b.middle(), 0.42f * b.w, ink);
      break;
    case Icon::stop:
      c.fill(b.inset(0.14f * b.w), ink, 1.5f);
      break;
    case Icon::play:
      c.area(placed(b, {{0.16f, 0.04f}, {0.94f, 0.5f}, {0.16f, 0.96f}}), ink);
      break;
    case Icon::drop:
      line({{0.5f, 0}, {0.5f, 0.62f}});
      line({{0.24f, 0.38f}, {0.5f, 0.64f}, {0.76f, 0.38f}});
      line({{0, 0.6f}, {0, 1}, {1, 1}, {1, 0.6f}});
      break;
  }
}

}  // namespace partials::window
