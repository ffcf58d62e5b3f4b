// SPDX-License-Identifier: MIT
#include "input_meter.h"

#include <cmath>
#include <cstdio>

#include "base/plain_text.h"

namespace partials::window {
namespace {

constexpr float kFloor = -60;

}  // namespace

void InputMeter::look_at(Shown& shown) {
  level_ = takes_.level();
  shown.add(std::round(2 * std::max(kFloor, level_.peak_db)));
  shown.add(std::round(2 * std::max(kFloor, level_.held_db)));
  shown.add(static_cast<int>(level_.zone));
}

void InputMeter::draw(Canvas& c, const Look&) {
  Box rest = box;
  const Box words = rest.cut_bottom(22, 4), marks = rest.cut_bottom(16);
  const auto x = [&](float db) { return rest.x + std::clamp((db - kFloor) / -kFloor, 0.f, 1.f) * rest.w; };
  const Box zone{x(kTargetLowDb), rest.y, x(kTargetHighDb) - x(kTargetLowDb), rest.h};
  c.fill(rest, kSunk, 4);
  c.fill(zone, kBlue.faded(0.22f));
  c.frame(zone, kBlue.faded(0.8f), 1);
  const bool hot = level_.zone == LevelZone::hot || level_.zone == LevelZone::clipped;
  const float gap = std::min(6.f, rest.h / 4);
  c.fill({rest.x, rest.y + gap, x(level_.peak_db) - rest.x, rest.h - 2 * gap}, hot ? kOrange : kBlue, 3);
  c.fill({x(level_.held_db) - 1, rest.y + gap / 2, 2, rest.h - gap}, kText);
  c.frame(rest, kEdge, 1, 4);
  for (const float db : {-48.f, -36.f, -24.f, -12.f, 0.f})
    c.text({std::clamp(x(db), rest.x + 8, rest.right() - 8), marks.middle().y},
           std::to_string(static_cast<int>(db)), kTiny, kFaint, Align::middle);
  const Ink ink = hot ? kOrange : level_.zone == LevelZone::good ? kBlue : kQuiet;
  c.text({words.x, words.middle().y}, fitted(c, said(), kPlain, words.w), kPlain, ink);
}

std::string InputMeter::said() const {
  char text[96];
  const auto db = static_cast<double>(level_.held_db);
  switch (level_.zone) {
    case LevelZone::silent:
      return "Silence: is a microphone connected to the input?";
    case LevelZone::low:
      plain_snprintf(text, sizeof text, "%.0f dB peaks: too soft, turn the gain up", db);
      return text;
    case LevelZone::good:
      plain_snprintf(text, sizeof text, "%.0f dB peaks: good", db);
      return text;
    case LevelZone::hot:
      plain_snprintf(text, sizeof text, "%.0f dB peaks: loud, turn the gain down", db);
      return text;
    case LevelZone::clipped:
      return "Clipped: turn the gain down and record again";
  }
  return {};
}

}  // namespace partials::window
