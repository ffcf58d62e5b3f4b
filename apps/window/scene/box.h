// SPDX-License-Identifier: MIT
// A rectangle that is cut into smaller ones. All layout is done by cutting, so that parts cannot overlap.
// Logical pixels.
#pragma once
#include <algorithm>

namespace partials::window {

struct Point {
  float x = 0, y = 0;
};

struct Box {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Point middle() const { return {x + w / 2, y + h / 2}; }
  bool holds(float px, float py) const { return px >= x && px < x + w && py >= y && py < y + h; }
  Box inset(float by) const { return inset(by, by); }
  Box inset(float dx, float dy) const {
    return {x + dx, y + dy, std::max(0.f, w - 2 * dx), std::max(0.f, h - 2 * dy)};
  }

  // Each cuts a strip off one side, at most the whole box, and returns it; `gap` stays empty between them.
  Box cut_top(float size, float gap = 0) {
    const Box cut{x, y, w, std::clamp(size, 0.f, h)};
    const float gone = std::min(h, cut.h + gap);
    y += gone;
    h -= gone;
    return cut;
  }
  Box cut_bottom(float size, float gap = 0) {
    const float taken = std::clamp(size, 0.f, h);
    const Box cut{x, y + h - taken, w, taken};
    h -= std::min(h, taken + gap);
    return cut;
  }
  Box cut_left(float size, float gap = 0) {
    const Box cut{x, y, std::clamp(size, 0.f, w), h};
    const float gone = std::min(w, cut.w + gap);
    x += gone;
    w -= gone;
    return cut;
  }
  Box cut_right(float size, float gap = 0) {
    const float taken = std::clamp(size, 0.f, w);
    const Box cut{x + w - taken, y, taken, h};
    w -= std::min(w, taken + gap);
    return cut;
  }
  // The i-th of n equal boxes side by side, or one below the other.
  Box column(int i, int n, float gap) const {
    const float each = (w - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
    return {x + static_cast<float>(i) * (each + gap), y, std::max(0.f, each), h};
  }
  Box row(int i, int n, float gap) const {
    const float each = (h - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
    return {x, y + static_cast<float>(i) * (each + gap), w, std::max(0.f, each)};
  }
  // A box of this size, centred.
  Box centred(float width, float height) const {
    const float cw = std::min(w, width), ch = std::min(h, height);
    return {x + (w - cw) / 2, y + (h - ch) / 2, cw, ch};
  }
};

}  // namespace partials::window
