// SPDX-License-Identifier: MIT
// The current sound: every partial as a bar, the noise as a curve, and the spectral edit over both.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "bars.h"
#include "base/plain_text.h"
#include "button.h"
#include "panels.h"
#include "play/gain.h"
#include "text_line.h"

namespace partials::window {
namespace {

std::string hz_text(float hz) {
  char text[24];
  hz >= 1000 ? plain_snprintf(text, sizeof text, std::fmod(hz, 1000.f) == 0 ? "%.0f kHz" : "%.1f kHz",
                              static_cast<double>(hz / 1000))
             : plain_snprintf(text, sizeof text, "%.0f Hz", static_cast<double>(hz));
  return text;
}

int nearest(const std::vector<float>& sorted, float x) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), x);
  return at == sorted.end() ? static_cast<int>(sorted.size()) - 1 : static_cast<int>(at - sorted.begin());
}

GainRow row_of(Scene& s, EditedPart part) {
  View& v = s.view();
  GainRow row;
  row.gain_db = [&v, part](int i) { return v.spectral_edit().db(part, i); };
  row.set_gain_db = [&v, part](int i, float db) { v.spectral_edit().set_db(part, i, db); };
  if (part == EditedPart::partials) {
    row.count = s.status().partials;
    row.live_db = [&v](int i) { return db_of(v.display_feed().partial[static_cast<size_t>(i)]); };
    row.name = [](int i) { return "Partial " + std::to_string(i + 1); };
    for (const int i : {1, 10, 20, 40, 60, 80, 100, 120})
      if (i <= row.count) row.marks.push_back({i - 1, std::to_string(i)});
    return row;
  }
  row.curve = true;
  row.count = static_cast<int>(s.status().band_hz.size());
  // Magnitudes are densities, so the level of a band also depends on its width.
  row.live_db = [&v, widths = s.status().band_width_hz](int i) {
    return db_of(v.display_feed().band[static_cast<size_t>(i)] * std::sqrt(widths[static_cast<size_t>(i)]));
  };
  for (const float mark : {100.f, 500.f, 1000.f, 2000.f, 4000.f, 8000.f})
    row.marks.push_back({nearest(s.status().band_hz, mark), hz_text(mark)});
  row.name = [hz = s.status().band_hz](int i) { return "Noise at " + hz_text(hz[static_cast<size_t>(i)]); };
  return row;
}

void panel(Scene& s, Box box, EditedPart part, const std::string& title) {
  s.add<Plate>("plate:" + title, box);
  box = box.inset(12, 8);
  Box top = box.cut_top(22, 4);
  const GainRow row = row_of(s, part);
  s.add<Button>("reset:" + title, top.cut_right(70), ButtonFace{"Reset", Icon::none, Tone::bare, kSmall},
                "Reset all of these to as learned", [row] {
                  for (int i = 0; i < row.count; ++i) row.set_gain_db(i, 0);
                });
  s.add<TextLine>("title:" + title, top, title, kHead, kText);
  s.add<Bars>("bars:" + title, box, row);
}

}  // namespace

void sound_panel(Scene& s, Box box) {
  const bool tones = s.status().partials > 0, noise = !s.status().band_hz.empty();
  constexpr float kFlat = 212;  // side by side below this
  if (tones && noise && box.h < kFlat) {
    panel(s, box.cut_right(box.w * 0.42f, kGap), EditedPart::noise, "Noise");
    return panel(s, box, EditedPart::partials, "Partials");
  }
  if (noise)
    panel(s, tones ? box.cut_bottom(std::clamp(box.h * 0.36f, 96.f, 260.f), kGap) : box, EditedPart::noise,
          "Noise");
  if (tones) panel(s, box, EditedPart::partials, "Partials");
}

}  // namespace partials::window
