// SPDX-License-Identifier: MIT
#include "ui_layout.h"

#include <algorithm>
#include <cmath>

#include "shown.h"

namespace partials {
namespace {

constexpr float kMargin = 16, kHead = 104, kFoot = 64, kColumns = 3, kMostRow = 48;

}  // namespace

float unit_of(int index, float value) {
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  return std::clamp((value - p.min) / (p.max - p.min), 0.f, 1.f);
}

float value_at(int index, float unit) {
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  return clamped(index, p.min + std::clamp(unit, 0.f, 1.f) * (p.max - p.min));
}

Layout lay_out(PlayerKind kind, const Status& status, float width, float height) {
  Layout out;
  out.load = {width - kMargin - 130, kMargin, 130, 30};
  out.mute = {width - kMargin - 130, kMargin + 38, 130, 30};
  out.meters = {kMargin, height - kFoot, width - 2 * kMargin, kFoot - kMargin};
  const auto& places = shown(kind);
  for (size_t place = 0; place < places.size(); ++place) {
    const int index = places[place], macro = index - kMacro1;
    if (macro >= 0 && status.macros[static_cast<size_t>(macro)].empty()) continue;
    const Parameter& p = kParameters[static_cast<size_t>(index)];
    Row row;
    row.index = index, row.place = static_cast<int>(place), row.toggle = p.look == Look::toggle;
    row.name = macro >= 0 ? status.macros[static_cast<size_t>(macro)] : p.name;
    out.rows.push_back(row);
  }
  const auto n = static_cast<float>(out.rows.size());
  const float down = std::max(1.f, std::ceil(n / kColumns));
  const float w = (width - 2 * kMargin) / kColumns, h = std::min(kMostRow, (height - kHead - kFoot) / down);
  for (size_t i = 0; i < out.rows.size(); ++i) {
    const auto column = std::floor(static_cast<float>(i) / down), line = static_cast<float>(i) - column * down;
    Row& row = out.rows[i];
    row.box = {kMargin + column * w, kHead + line * h, w - kMargin, h};
    row.bar = {row.box.x, row.box.y + 0.5f * h, row.box.w, 0.26f * h};
    if (row.toggle) row.bar = {row.box.x + row.box.w - 36, row.box.y + 0.12f * h, 36, 18};
  }
  return out;
}

}  // namespace partials
