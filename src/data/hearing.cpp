// SPDX-License-Identifier: MIT
#include "data/hearing.h"

#include <algorithm>
#include <cmath>

#include "base/median.h"
#include "base/units.h"

namespace partials {

double Heard::median_midi() const {
  std::vector<float> v;
  for (const float f : f0_hz)
    if (f > 0.f) v.push_back(f);
  return v.empty() ? 0.0 : midi_from_hz(median(std::move(v)));
}

bool Heard::is_single_note() const {
  const double median = median_midi();
  if (median <= 0.0) return false;
  int near = 0, pitched = 0;
  for (const float f : f0_hz)
    if (f > 0.f) ++pitched, near += std::abs(midi_from_hz(f) - median) < 1.0;
  return near * 10 >= pitched * 9;
}

Heard Heard::between(double from_s, double to_s) const {
  const auto row = [&](double s) { return std::clamp<int64_t>(std::lround(s / step_s), 0, static_cast<int64_t>(f0_hz.size())); };
  const int64_t a = row(from_s), b = std::max(a, row(to_s));
  return {step_s, {f0_hz.begin() + a, f0_hz.begin() + b}, {loudness_db.begin() + a, loudness_db.begin() + b}};
}

double Heard::voiced_s() const {
  return step_s * static_cast<double>(std::count_if(f0_hz.begin(), f0_hz.end(), [](float f) { return f > 0.f; }));
}

}  // namespace partials
