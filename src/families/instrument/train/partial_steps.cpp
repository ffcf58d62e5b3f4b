// SPDX-License-Identifier: MIT
#include "families/instrument/train/partial_steps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/units.h"
#include "soundfile/fourier.h"

namespace partials {
namespace {

constexpr int kPartials = 16, kFewest = 6;
constexpr double kPeriods = 8;  // of the window, so that partials are resolved
constexpr float kFaintRowDb = 25, kFaintPartialDb = 50;
// The values of the presets:
constexpr int kKnots = 32, kAlternation = 4;
constexpr double kLowHz = 50, kCornerHz = 228.8, kBandHz = 16000, kOctaves = 5;
constexpr double kSmooth = 0.01, kSmall = 1e-3;  // knots that no partial reaches follow their neighbours

using Row = std::array<double, kKnots + kAlternation>;

// The weight of each knot at partial k of a note.
Row weights_at(int k, double hz) {
  Row row{};
  const double at = std::clamp(std::log((hz + kCornerHz) / (kLowHz + kCornerHz)) /
                                   std::log((kBandHz + kCornerHz) / (kLowHz + kCornerHz)),
                               0.0, 1.0) *
                    (kKnots - 1);
  const int below = std::min(static_cast<int>(at), kKnots - 2);
  row[static_cast<size_t>(below)] = 1 - (at - below);
  row[static_cast<size_t>(below + 1)] = at - below;
  const double number = std::min(std::log2(k) / kOctaves, 1.0) * (kAlternation - 1);
  const int low = std::min(static_cast<int>(number), kAlternation - 2);
  const double sign = k % 2 ? 0.5 : -0.5;
  row[static_cast<size_t>(kKnots + low)] = sign * (1 - (number - low));
  row[static_cast<size_t>(kKnots + low + 1)] = sign * (number - low);
  return row;
}

// Least squares with knots kept smooth, by Gaussian elimination of the normal equations, which are positive
// definite.
Row fit(const std::vector<Row>& rows, const std::vector<double>& db) {
  constexpr size_t kAll = kKnots + kAlternation;
  std::array<Row, kAll> a{};
  Row x{};
  for (size_t r = 0; r < rows.size(); ++r)
    for (size_t i = 0; i < kAll; ++i) {
      x[i] += rows[r][i] * db[r];
      for (size_t j = 0; j < kAll; ++j) a[i][j] += rows[r][i] * rows[r][j];
    }
  for (size_t i = 0; i + 2 < kKnots; ++i) {
    constexpr std::array kBend{1.0, -2.0, 1.0};
    for (size_t p = 0; p < 3; ++p)
      for (size_t q = 0; q < 3; ++q) a[i + p][i + q] += kSmooth * kBend[p] * kBend[q];
  }
  for (size_t i = 0; i < kAll; ++i) a[i][i] += kSmall;
  for (size_t i = 0; i < kAll; ++i)
    for (size_t r = i + 1; r < kAll; ++r) {
      const double f = a[r][i] / a[i][i];
      for (size_t c = i; c < kAll; ++c) a[r][c] -= f * a[i][c];
      x[r] -= f * x[i];
    }
  for (size_t i = kAll; i-- > 0;) {
    for (size_t c = i + 1; c < kAll; ++c) x[i] -= a[i][c] * x[c];
    x[i] /= a[i][i];
  }
  return x;
}

// Mean level of each partial, in dB, over frames with steady pitch.
std::vector<double> levels(const ClipView& clip, const RecordingFeatures& heard, double f0_hz) {
  int window = 1024;
  while (window < kPeriods * clip.rate_hz() / f0_hz) window *= 2;
  SpectrumReader s(clip, window, window / 2);
  std::vector<double> sum(kPartials, 0.0);
  int frames = 0;
  const float loudest = *std::max_element(heard.loudness_db.begin(), heard.loudness_db.end());
  for (int f = 0; f < s.frames(); ++f) {
    const auto row = static_cast<size_t>(f * s.frame_s() / heard.step_s);
    if (row >= heard.f0_hz.size() || heard.loudness_db[row] < loudest - kFaintRowDb) continue;
    const float hz = heard.f0_hz[row];
    if (hz <= 0.f || std::abs(hz - f0_hz) > 0.03 * f0_hz) continue;
    const float* power = s.frame(f);
    ++frames;
    for (int k = 1; k <= kPartials; ++k) {
      const int middle = static_cast<int>(k * hz / s.bin_hz() + 0.5),
                wide = std::max(2, static_cast<int>(0.2 * hz / s.bin_hz()));
      float most = 1e-14f;
      for (int b = std::max(0, middle - wide); b <= std::min(s.bins() - 1, middle + wide); ++b)
        most = std::max(most, power[b]);
      sum[static_cast<size_t>(k - 1)] += 10.0 * std::log10(most);
    }
  }
  if (!frames) return {};
  for (double& x : sum) x /= frames;
  while (!sum.empty() && static_cast<double>(sum.size()) * f0_hz > std::min(0.45 * clip.rate_hz(), kBandHz))
    sum.pop_back();
  return sum;
}

}  // namespace

PartialSteps partial_steps(const ClipView& clip, const RecordingFeatures& heard) {
  PartialSteps out;
  const double midi = heard.median_midi();
  if (midi <= 0 || heard.loudness_db.empty()) return out;
  const double f0_hz = hz_from_midi(midi);
  std::vector<double> db = levels(clip, heard, f0_hz);
  const double strongest = db.empty() ? 0 : *std::max_element(db.begin(), db.end());
  while (!db.empty() && db.back() < strongest - kFaintPartialDb) db.pop_back();
  if (db.size() < kFewest) return out;
  // centred on 0 for the fit
  for (double& x : db) x = std::max(x - strongest, -static_cast<double>(kFaintPartialDb));
  out.partials = static_cast<int>(db.size());
  for (size_t k = 0; k + 1 < db.size(); ++k)
    out.step_db += std::abs(db[k + 1] - db[k]) / static_cast<double>(db.size() - 1);
  out.odd_even_db = (db[0] + db[2] + db[4] - db[1] - db[3] - db[5]) / 3;
  std::vector<Row> rows;
  for (int k = 1; k <= out.partials; ++k) rows.push_back(weights_at(k, k * f0_hz));
  const Row x = fit(rows, db);
  double square = 0;
  for (size_t k = 0; k < db.size(); ++k) {
    double y = 0;
    for (size_t i = 0; i < x.size(); ++i) y += rows[k][i] * x[i];
    square += (db[k] - y) * (db[k] - y);
  }
  out.left_db = std::sqrt(square / static_cast<double>(db.size()));
  return out;
}

}  // namespace partials
