// SPDX-License-Identifier: MIT
#include "families/instrument/train/learn_stretch.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <optional>

#include "base/fft_plan.h"
#include "base/median.h"
#include "families/instrument/train/learn_strokes.h"

namespace partials {
namespace {

constexpr int kWindow = 16384;  // samples: 0.37 s at 44.1 kHz
constexpr int kMaxPartials = 30, kMinPartials = 6;
constexpr double kHighestHz = 9000, kAfterS = 0.03;
constexpr double kSearch = 0.2;        // of f0, either side of the expected frequency of the next partial
constexpr double kClearDb = 15;        // above the median of its surroundings
constexpr double kSureDeviations = 3;  // of the fit, by which B must exceed 0
constexpr double kHeardCents = 3;      // minimum deviation of the tenth partial that is audible
constexpr size_t kMinNotes = 3;

struct Measured {
  double f0_hz, b;
};

// Power in dB of a window that begins a given time after the stroke.
std::vector<double> spectrum_of(const Clip& c, int64_t from) {
  RealFft<double> fft(kWindow);
  std::vector<double> x(kWindow, 0.0);
  std::vector<std::complex<double>> bins(kWindow / 2 + 1);
  for (int i = 0; i < kWindow && from + i < static_cast<int64_t>(c.audio.size()); ++i)
    x[static_cast<size_t>(i)] = c.audio[static_cast<size_t>(from + i)] *
                                (0.5 - 0.5 * std::cos(6.283185307179586 * (i + 0.5) / kWindow));
  fft.forward(x.data(), bins.data());
  std::vector<double> db;
  for (const auto& b : bins) db.push_back(10 * std::log10(std::norm(b) + 1e-20));
  return db;
}

// The clearest peak near hz, as a frequency between bins (parabola through three, Smith and Serra 1987).
std::optional<double> peak_near(const std::vector<double>& db, double hz, double width_hz, double bin_hz) {
  const auto low = static_cast<size_t>(std::max(2.0, (hz - width_hz) / bin_hz)),
             high = static_cast<size_t>((hz + width_hz) / bin_hz) + 1;
  if (high + 2 >= db.size() || high <= low) return {};
  const auto at = static_cast<size_t>(
      std::max_element(db.begin() + static_cast<int64_t>(low), db.begin() + static_cast<int64_t>(high) + 1) -
      db.begin());
  if (at == low || at == high) return {};
  std::vector<double> around(db.begin() + static_cast<int64_t>(low),
                             db.begin() + static_cast<int64_t>(high) + 1);
  if (db[at] < median(std::move(around)) + kClearDb) return {};
  const double a = db[at - 1], b = db[at], c = db[at + 1];
  return (static_cast<double>(at) + 0.5 * (a - c) / (a - 2 * b + c)) * bin_hz;
}

// (f_k / k)^2 = f1^2 + f1^2 B k^2: a line in k^2, along which partials are found one after the other.
std::optional<Measured> measure(const std::vector<double>& db, double f0_hz, double bin_hz) {
  double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0, wyy = 0, level = f0_hz * f0_hz, slope = 0;
  int found = 0;
  for (int k = 1; k <= kMaxPartials; ++k) {
    const double x = static_cast<double>(k) * k, expected = k * std::sqrt(std::max(1.0, level + slope * x));
    if (expected > kHighestHz) break;
    const auto hz = peak_near(db, expected,
                              std::max(kSearch * f0_hz * std::min(1.0, 0.3 + 0.1 * k), 2.5 * bin_hz), bin_hz);
    if (!hz) continue;
    const double y = *hz / k * (*hz / k), weight = x;  // an error in f_k has less effect in f_k / k
    w += weight;
    wx += weight * x;
    wy += weight * y;
    wxx += weight * x * x;
    wxy += weight * x * y;
    wyy += weight * y * y;
    if (++found >= 4) {
      slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
      level = (wy - slope * wx) / w;
    }
  }
  if (found < kMinPartials || level <= 0) return {};
  const double spread = std::max(0.0, wyy - level * wy - slope * wxy) / std::max(1, found - 2);
  const double deviation = std::sqrt(spread * w / (w * wxx - wx * wx));
  if (slope < kSureDeviations * deviation) return Measured{f0_hz, 0};
  return Measured{f0_hz, slope / level};
}

std::vector<Measured> measure_all(const std::vector<Clip>& clips, double rate_hz, double hop_s) {
  std::vector<Measured> out;
  for (const Clip& c : clips)
    for (const Stroke& s : find_strokes(c.loudness_db, hop_s)) {
      std::vector<float> f0 = c.sure_f0_hz(s.peak, std::min(s.last, s.peak + 100));
      if (f0.size() < 10) continue;
      const auto from = static_cast<int64_t>((s.peak * hop_s + kAfterS) * rate_hz);
      if (const auto m = measure(spectrum_of(c, from), median(std::move(f0)), rate_hz / kWindow))
        out.push_back(*m);
    }
  return out;
}

}  // namespace

Stretch learn_stretch(const std::vector<Clip>& clips, double rate_hz, double hop_s) {
  std::vector<Measured> all = measure_all(clips, rate_hz, hop_s), sure;
  for (const Measured& m : all)
    if (m.b > 0) sure.push_back(m);
  if (sure.size() < kMinNotes || 2 * sure.size() < all.size()) return {};
  // The line through ln B by medians, which is robust against a few wrong measurements (Theil 1950).
  std::vector<double> slopes, levels;
  for (size_t i = 0; i < sure.size(); ++i)
    for (size_t j = i + 1; j < sure.size(); ++j) {
      const double octaves = std::log2(sure[j].f0_hz / sure[i].f0_hz);
      if (std::fabs(octaves) > 0.3) slopes.push_back(std::log2(sure[j].b / sure[i].b) / octaves);
    }
  Stretch s;
  if (!slopes.empty()) s.per_octave = std::clamp(median(std::move(slopes)), -3.0, 3.0);
  for (const Measured& m : sure) levels.push_back(std::log2(m.b) - s.per_octave * std::log2(m.f0_hz / 440));
  s.at_a4 = std::min(std::exp2(median(std::move(levels))), 0.01);
  std::vector<double> cents;
  for (const Measured& m : sure) cents.push_back(600 * std::log2(1 + 100 * m.b));
  return median(std::move(cents)) < kHeardCents ? Stretch{} : s;
}

Graph with_stretch(Graph graph, const Stretch& stretch) {
  for (Node& n : graph.nodes)
    if (n.processor == "inharmonicity")
      n.settings = {{"at_a4", stretch.at_a4}, {"per_octave", stretch.per_octave}};
  if (stretch.at_a4 > 0) return graph;
  std::vector<std::string> gone;
  for (const Node& n : graph.nodes)
    if (n.processor == "inharmonicity") gone.push_back(n.id + ".out");
  for (Node& n : graph.nodes)
    std::erase_if(n.in, [&](const auto& wire) {
      return wire.first == "stretch" && std::find(gone.begin(), gone.end(), wire.second) != gone.end();
    });
  std::erase_if(graph.nodes, [](const Node& n) { return n.processor == "inharmonicity"; });
  return graph;
}

}  // namespace partials
