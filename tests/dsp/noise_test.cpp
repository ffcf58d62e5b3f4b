// SPDX-License-Identifier: MIT
// Guards against: noise whose spectrum differs from its bands, or depends on the rate; a filter that reads
// its bands at wrong frequencies, or has a wrong length, at rates that do not divide; noise that depends on
// blocks or lanes; two notes with identical noise.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/fft_plan.h"
#include "dsp/noise_filter.h"
#include "graph/plan.h"

namespace partials {
namespace {

constexpr int kBands = 64;

Graph noise_graph(const char* processor) {
  Graph g;
  g.inputs.push_back({"magnitudes", Rate::frame, kBands});
  g.nodes.push_back({"noise", processor, {{"bands", kBands}}, {{"magnitudes", "in.magnitudes"}}});
  g.outputs["out"] = "noise.out";
  return g;
}
double mel(double hz) { return 2595 * std::log10(1 + hz / 700); }
double wanted_density(double hz) { return 1e-3 / std::sqrt(1 + hz / 1000); }  // amplitude per sqrt(Hz)

std::vector<float> render(const char* processor, int rate, double seconds, uint64_t seed, int block = 4096) {
  auto plan =
      Plan<float>::compile(noise_graph(processor), {.rate_hz = rate, .width = 1, .max_samples = 4096});
  EXPECT_TRUE(plan.ok()) << (plan.ok() ? "" : plan.error().text);
  Plan<float>& p = plan.value();
  p.set_lane_seeds(&seed);
  const double lo = mel(40), hi = mel(16000);
  std::vector<float> y;
  while (static_cast<double>(y.size()) < seconds * rate) {
    const Call c = next_call(p.clock(), static_cast<int64_t>(y.size()), block);
    for (int t = 0; t < c.frames; ++t)
      for (int b = 0; b < kBands; ++b) {
        const double hz = 700 * (std::pow(10, (lo + (hi - lo) * b / (kBands - 1)) / 2595) - 1);
        p.input("magnitudes")[t * kBands + b] = static_cast<float>(wanted_density(hz));
      }
    p.run(c);
    y.insert(y.end(), p.output("out"), p.output("out") + c.samples);
  }
  return y;
}

// Power per Hz, mean over a third of an octave around hz (Welch, Hann, half overlap).
std::vector<double> density(const std::vector<float>& y, int rate, const std::vector<double>& at_hz) {
  const int n = 4096;
  RealFft<double> fft(n);
  std::vector<double> x(n), power(n / 2 + 1), out;
  std::vector<std::complex<double>> bins(n / 2 + 1);
  int frames = 0;
  for (size_t start = n; start + n <= y.size(); start += n / 2, ++frames) {
    for (int i = 0; i < n; ++i) x[i] = y[start + i] * (0.5 - 0.5 * std::cos(2 * M_PI * i / n));
    fft.forward(x.data(), bins.data());
    for (int k = 0; k <= n / 2; ++k) power[k] += std::norm(bins[k]) * 2 / (rate * 0.375 * n);
  }
  for (double hz : at_hz) {
    const int from = static_cast<int>(hz * 0.89 * n / rate), to = static_cast<int>(hz * 1.12 * n / rate) + 1;
    double sum = 0;
    for (int k = from; k <= to; ++k) sum += power[k] / frames;
    out.push_back(sum / (to - from + 1));
  }
  return out;
}

// Taps of the filter that jumping bands make, with the time of each, at a rate; in double.
std::vector<std::pair<double, double>> filter_taps(const std::vector<double>& magnitudes, int rate,
                                                   double reference_rate_hz) {
  Setup s;
  const char* ids[] = {"bands", "min_hz", "max_hz", "ir_s"};
  const double values[] = {static_cast<double>(magnitudes.size()), 40, 8000, 0.008};
  for (int i = 0; i < 4; ++i) {
    s.settings.ids[i] = ids[i];
    s.settings.values[i] = values[i];
  }
  s.settings.n = 4;
  s.clock.rate_hz = rate;
  s.band_hz = 8000;
  s.reference_rate_hz = reference_rate_hz;
  const NoiseFilterShape shape(s);
  struct alignas(64) Line {
    char bytes[64];
  };
  std::vector<Line> memory(NoiseFilter<double>::bytes(shape) / 64 + 1);
  const NoiseFilter<double> filter(shape, memory.data());
  filter.prepare(s);
  std::vector<double> even(shape.n), odd(shape.n), re(shape.n), im(shape.n);
  std::vector<std::pair<double, double>> taps;
  filter.make(magnitudes.data(), 1 / shape.duration, {even.data(), odd.data(), re.data(), im.data()},
              [&](int i, double h) {
                taps.emplace_back(static_cast<double>(i - shape.centre) / rate, h * shape.duration);
              });
  return taps;
}

TEST(NoiseFilter, IsTheFormulaOfItsHeadAtEveryRate) {
  std::vector<double> magnitudes(65);
  for (size_t b = 0; b < magnitudes.size(); ++b) magnitudes[b] = b % 3 ? 0.2 : 1;
  const double step_hz = 125;  // 8 ms, a good transform at 16 kHz
  const NoiseBands bands{65, 40, 8000};
  auto curve = [&](double hz) {
    int b = 0;
    while (b + 2 < bands.bands && bands.centre_hz(b + 1) < hz) ++b;
    return std::lerp(
        magnitudes[b], magnitudes[b + 1],
        std::clamp((hz - bands.centre_hz(b)) / (bands.centre_hz(b + 1) - bands.centre_hz(b)), 0.0, 1.0));
  };
  for (int rate : {16000, 22050, 44100, 48000, 88200, 96000}) {
    double most = 0, peak = 0;
    const int last = rate > 16000 ? 64 : 63;  // half of 16 kHz is not made
    for (auto [t, h] : filter_taps(magnitudes, rate, 16000)) {
      double exact = 0;
      for (int k = 1; k <= last; ++k) exact += 2 * curve(k * step_hz) * std::cos(2 * M_PI * k * step_hz * t);
      exact *= 0.5 + 0.5 * std::cos(2 * M_PI * step_hz * t);
      most = std::max(most, std::fabs(h - exact));
      peak = std::max(peak, std::fabs(exact));
    }
    EXPECT_LT(20 * std::log10(most / peak), rate % 16000 ? -60 : -200) << rate << " Hz";
  }
}

class Noise : public testing::TestWithParam<const char*> {};

TEST_P(Noise, LongTermSpectrumIsTheBandsAtEveryRate) {
  const std::vector<double> at_hz{150, 300, 600, 1200, 2500, 5000, 10000, 14000};
  for (int rate : {44100, 48000, 96000}) {
    const auto d = density(render(GetParam(), rate, 12, 1), rate, at_hz);
    for (size_t i = 0; i < at_hz.size(); ++i)
      EXPECT_NEAR(10 * std::log10(d[i]), 20 * std::log10(wanted_density(at_hz[i])), 1)
          << at_hz[i] << " Hz at " << rate;
  }
}

TEST_P(Noise, IsSilentAboveTheHighestBand) {
  for (int rate : {48000, 96000}) {
    const auto d = density(render(GetParam(), rate, 4, 1), rate, {1000, 20500});
    EXPECT_LT(10 * std::log10(d[1] / d[0]), -50) << rate;
  }
}

TEST_P(Noise, IsAnotherOneForEveryNoteAndTheSameAgain) {
  const auto a = render(GetParam(), 44100, 0.2, 1), again = render(GetParam(), 44100, 0.2, 1),
             b = render(GetParam(), 44100, 0.2, 2);
  EXPECT_EQ(a, again);
  double ab = 0, aa = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
  }
  EXPECT_LT(std::fabs(ab), 0.1 * aa);
}

INSTANTIATE_TEST_SUITE_P(Both, Noise, testing::Values("spectral_noise", "filtered_noise"));

}  // namespace
}  // namespace partials
