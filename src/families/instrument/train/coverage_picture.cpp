// SPDX-License-Identifier: MIT
// Pitch to the right, loudness upwards, brightness the logarithm of the seconds: the range that the
// instrument will cover well.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/note_name.h"
#include "base/plain_text.h"
#include "families/instrument/train/check.h"

namespace partials {

Canvas coverage_picture(const CheckReport& report, const std::string& title) {
  constexpr int kCell = 12, kLeft = 52, kTop = 22, kBottom = 34, kRight = 14;
  constexpr Rgb kInk{40, 40, 48};
  const Coverage& c = report.coverage;
  const int low = std::max(0, static_cast<int>(report.low_midi) - 3),
            high = std::min(Coverage::kNotes - 1, static_cast<int>(report.high_midi) + 4);
  const int notes = std::max(24, high - low + 1);
  const int plot_w = notes * kCell, plot_h = Coverage::kLevels * kCell;
  Canvas canvas(std::max(kLeft + plot_w + kRight, kLeft + Canvas::text_width(title) + kRight),
                kTop + plot_h + kBottom);
  canvas.text(kLeft, 6, title, kInk);
  double most = 0.1;
  for (const double s : c.seconds) most = std::max(most, s);
  for (int n = 0; n < notes; ++n)
    for (int l = 0; l < Coverage::kLevels; ++l) {
      const double s = low + n < Coverage::kNotes ? c.at(low + n, l) : 0.0;
      const double unit = s > 0.0 ? 0.12 + 0.88 * std::log1p(s / 0.02) / std::log1p(most / 0.02) : 0.0;
      canvas.rectangle(kLeft + n * kCell, kTop + l * kCell, kCell - 1, kCell - 1,
                       s > 0.0 ? heat_colour(unit) : Rgb{236, 236, 240});
    }
  for (int l = 0; l <= Coverage::kLevels; l += 4) {
    char label[16];
    plain_snprintf(label, sizeof label, "%.0f dB", c.top_db - l * Coverage::kLevelStepDb);
    canvas.text(kLeft - 5 - Canvas::text_width(label), kTop + l * kCell - 3, label, kInk);
  }
  for (int n = 0; n < notes; ++n) {
    const int midi = low + n, key = midi % 12;
    if (key != 0 && key != 4 && key != 9) continue;
    const std::string label = note_name(midi);
    canvas.text(kLeft + n * kCell + (kCell - Canvas::text_width(label)) / 2, kTop + plot_h + 5, label, kInk);
  }
  canvas.text(kLeft, kTop + plot_h + 20, "pitch to the right, loudness upwards, brighter: more seconds",
              kInk);
  return canvas;
}

}  // namespace partials
