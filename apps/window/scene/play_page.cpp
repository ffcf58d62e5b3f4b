// SPDX-License-Identifier: MIT
// The Play page: the sound, the map of pitch and loudness, the macros.
#include "button.h"
#include "knob.h"
#include "meter.h"
#include "panels.h"
#include "shown.h"
#include "text_line.h"

namespace partials::window {

Parameter parameter(Scene& s, int index) {
  const int macro = index - kMacro1;
  const bool named = macro >= 0 && macro < kMacros && !s.status().macros[static_cast<size_t>(macro)].empty();
  return Parameter(
      s.view(), s.shell(), index,
      named ? s.status().macros[static_cast<size_t>(macro)] : kParameters[static_cast<size_t>(index)].name);
}

bool silenced(Scene& s) { return s.view().value(kOutput) <= kParameters[kOutput].min; }
bool absent(Scene& s) { return !s.status().playable; }
bool missing(Scene& s) { return absent(s) && !s.status().sha256.empty(); }

void macro_panel(Scene& s, Box box) {
  s.add<Plate>("plate:macros", box);
  box = box.inset(12, 10);
  s.add<Meter>(box.cut_right(46, 4), s.view());
  s.add<Knob>(box.cut_right(72, 10), parameter(s, kOutput));
  s.add<Divider>(box.cut_right(1, 10));
  std::vector<int> slots;
  for (int i = 0; i < kMacros; ++i)
    if (!s.status().macros[static_cast<size_t>(i)].empty()) slots.push_back(kMacro1 + i);
  const auto n = static_cast<int>(slots.size());
  if (n == 0) return;
  const Box across = box.centred(std::min(box.w, 120.f * static_cast<float>(n)), box.h);
  for (int i = 0; i < n; ++i)
    s.add<Knob>(across.column(i, n, 4), parameter(s, slots[static_cast<size_t>(i)]));
}

void play_page(Scene& s, Box box) {
  if (absent(s)) return absent_panel(s, box.inset(0, 6));
  box.cut_top(kGap);
  const float page_height = box.h, hands = hands_height(s, page_height);
  if (hands > 0) hands_panel(s, box.cut_bottom(hands, kGap), page_height);
  macro_panel(s, box.cut_bottom(std::clamp(box.h * 0.22f, 104.f, 132.f), kGap));
  if (s.status().partials == 0 && s.status().band_hz.empty()) return map_panel(s, box);
  const Box map = box.cut_right(std::clamp(box.w * 0.37f, 220.f, 640.f), kGap);
  sound_panel(s, box);
  map_panel(s, map);
}

}  // namespace partials::window
