// SPDX-License-Identifier: MIT
// The resampler of systems without libraries against libsoxr. Guards against: a delay, a gain, and ratios
// whose phases are interpolated.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "soundfile/resample.h"

#define resample bare_resample
#define at_rate bare_at_rate
#include "soundfile/bare/resample.cpp"
#undef resample
#undef at_rate

namespace partials {
namespace {

// Sines within the pass band of both rates, and a little noise below 2 kHz.
std::vector<float> sound(double rate_hz, double seconds) {
  std::vector<float> x(static_cast<size_t>(rate_hz * seconds));
  for (size_t i = 0; i < x.size(); ++i)
    for (const double hz : {110.0, 1234.5, 5000.0})
      x[i] +=
          static_cast<float>(0.2 * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate_hz));
  return x;
}

double difference_db(const std::vector<float>& a, const std::vector<float>& b) {
  double of_a = 0, of_difference = 0;
  for (size_t i = a.size() / 10; i < a.size() * 9 / 10; ++i) {
    of_a += a[i] * a[i];
    of_difference += (a[i] - b[i]) * (a[i] - b[i]);
  }
  return 10 * std::log10(of_difference / of_a + 1e-30);
}

TEST(BareResample, EqualsTheLibrary) {
  const std::pair<double, double> kRates[] = {{48000, 44100}, {44100, 48000}, {96000, 44100},  {16000, 44100},
                                              {44100, 16000}, {44056, 44100}, {22255.5, 44100}};
  for (const auto& [from_hz, to_hz] : kRates) {
    const std::vector<float> x = sound(from_hz, 0.5), ours = bare_resample(x, from_hz, to_hz),
                             theirs = resample(x, from_hz, to_hz);
    ASSERT_EQ(ours.size(), theirs.size()) << from_hz << " to " << to_hz;
    EXPECT_LT(difference_db(theirs, ours), -90) << from_hz << " to " << to_hz;
  }
}

TEST(BareResample, KeepsOutWhatTheLowerRateCannotHold) {
  std::vector<float> x(9600);
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(std::sin(2 * std::numbers::pi * 0.3 * static_cast<double>(i)));
  double most = 0;  // 28.8 kHz at 96 kHz, above the Nyquist rate of 44.1 kHz
  const std::vector<float> y = bare_resample(x, 96000, 44100);
  for (size_t i = y.size() / 10; i < y.size() * 9 / 10; ++i)
    most = std::max(most, std::abs(static_cast<double>(y[i])));
  EXPECT_LT(20 * std::log10(most), -110);
}

}  // namespace
}  // namespace partials
