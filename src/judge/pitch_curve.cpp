// SPDX-License-Identifier: MIT
#include "judge/pitch_curve.h"

#include <algorithm>
#include <cmath>

#include "base/units.h"

namespace partials {

double PitchCurve::at(double time_s) const {
  const double position = (time_s - first_s) / step_s;
  if (position < 0.0) return 0.0;
  const auto i = static_cast<size_t>(position);
  if (i + 1 >= f0_hz.size() || f0_hz[i] <= 0.f || f0_hz[i + 1] <= 0.f) return 0.0;
  return f0_hz[i] + (f0_hz[i + 1] - f0_hz[i]) * (position - static_cast<double>(i));
}

PitchError pitch_error(const PitchCurve& target, const PitchCurve& render) {
  std::vector<double> cents;
  size_t voiced = 0;
  for (size_t i = 0; i < target.f0_hz.size(); ++i) {
    if (target.f0_hz[i] <= 0.f) continue;
    ++voiced;
    const double is = render.at(target.first_s + static_cast<double>(i) * target.step_s);
    if (is > 0.0) cents.push_back(std::abs(cents_from_ratio(is / target.f0_hz[i])));
  }
  if (cents.empty()) return {0.0, 0.0, 0.0, 0.0, voiced ? 1.0 : 0.0, 0.0};
  std::sort(cents.begin(), cents.end());
  const size_t n = cents.size();
  const auto over = [&](double limit) {
    return static_cast<double>(cents.end() - std::lower_bound(cents.begin(), cents.end(), limit)) /
           static_cast<double>(n);
  };
  return {cents[n / 2],
          cents[std::min(n - 1, n * 95 / 100)],
          over(20.0),
          over(50.0),
          1.0 - static_cast<double>(n) / static_cast<double>(voiced),
          static_cast<double>(n) * target.step_s};
}

}  // namespace partials
