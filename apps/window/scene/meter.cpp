// SPDX-License-Identifier: MIT
#include "meter.h"

#include <cmath>
#include <cstdio>

#include "base/plain_text.h"
#include "play/gain.h"

namespace partials::window {
namespace {

constexpr float kFloor = -60;
constexpr int kHold = 30;  // ticks, about a second

}  // namespace

void Meter::look_at(Shown& shown) {
  const float peak = db_of(view_.meters().peak.load(std::memory_order_relaxed));
  if (peak >= highest_db_ || ++age_ > kHold) {
    highest_db_ = peak;
    age_ = 0;
  }
  shown.add(std::round(2 * std::max(kFloor, peak)));
  shown.add(std::round(2 * std::max(kFloor, highest_db_)));
  shown.add(std::round(4 * db_of(view_.meters().limiter_gain.load(std::memory_order_relaxed))));
}

void Meter::draw(Canvas& c, const Look&) {
  Box rest = box;
  const Box number = rest.cut_bottom(18);
  const Box bar = rest.centred(12, rest.h - 4), limiter{bar.right() + 4, bar.y, 4, bar.h};
  const auto y = [&](float db) {
    return bar.bottom() - std::clamp((db - kFloor) / -kFloor, 0.f, 1.f) * bar.h;
  };
  const float peak = db_of(view_.meters().peak.load(std::memory_order_relaxed)),
              held_down = -db_of(view_.meters().limiter_gain.load(std::memory_order_relaxed));
  c.fill(bar, kSunk, 3);
  c.frame(bar, kEdge, 1, 3);
  const float top = y(peak), warm = y(-6);
  if (peak > kFloor)
    c.fill({bar.x + 1, std::max(top, warm), bar.w - 2, std::max(0.f, bar.bottom() - 1 - std::max(top, warm))},
           kBlue, 2);
  if (top < warm) c.fill({bar.x + 1, top, bar.w - 2, warm - top}, kOrange, 2);
  if (highest_db_ > kFloor) c.fill({bar.x + 1, y(highest_db_), bar.w - 2, 1.5f}, kText);
  for (const float db : {-6.f, -24.f, -48.f}) stroke(c, {bar.x - 5, y(db)}, {bar.x - 2, y(db)}, kFaint);
  if (held_down > 0.05f)
    c.fill({limiter.x, limiter.y, limiter.w, std::min(1.f, held_down / 24) * limiter.h}, kOrange, 1);
  char text[24];
  plain_snprintf(text, sizeof text, highest_db_ > -99 ? "%.1f" : "-inf", static_cast<double>(highest_db_));
  c.text(number.middle(), text, kSmall, kQuiet, Align::middle);
}

std::string Meter::help() const {
  char text[160];
  const float held_down = -db_of(view_.meters().limiter_gain.load(std::memory_order_relaxed));
  plain_snprintf(text, sizeof text, "Output peak %.1f dBFS; the limiter reduces it by %.1f dB.",
                 static_cast<double>(std::max(-120.f, highest_db_)),
                 static_cast<double>(std::max(0.f, held_down)));
  return text;
}

}  // namespace partials::window
