// SPDX-License-Identifier: MIT
// A sound (or any list of numbers) in two dozen numbers. Sixteen sums of all its samples under fixed random
// signs, scaled so that the mean square of the differences between two such lists is, within some 3 dB, the
// energy of the difference of the two sounds (Achlioptas 2003): an error measure normalised by signal energy,
// without the samples. Eight band levels in dB show readers where a sound has changed.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/random.h"
#include "soundfile/fourier.h"

namespace partials::test {

inline constexpr int kSums = 16, kBands = 8;
inline constexpr double kFaintDb = -200;  // of a band: silence

struct Fingerprint {
  size_t n = 0;
  double rms = 0;
  std::array<double, kSums> sums{};
  std::array<double, kBands> bands_db{};
};

// Power of each of eight bands, which are even on a logarithmic scale from the 2nd bin up to half the rate.
inline std::array<double, kBands> band_levels_db(const std::vector<float>& x) {
  int size = 64;
  while (size < static_cast<int>(x.size()) && size < (1 << 16)) size *= 2;
  std::vector<std::complex<double>> bins(x.begin(),
                                         x.begin() + static_cast<int64_t>(std::min<size_t>(x.size(), size)));
  bins.resize(static_cast<size_t>(size));
  Fourier(size).forward(bins.data());
  std::array<double, kBands> power{};
  for (int k = 0; k <= size / 2; ++k) {
    const double place = std::log2(std::max(k, 2) / 2.0) / std::log2(size / 4.0);
    power[static_cast<size_t>(std::min(kBands - 1, static_cast<int>(place * kBands)))] +=
        std::norm(bins[static_cast<size_t>(k)]);
  }
  for (double& p : power)
    p = std::max(kFaintDb,
                 10 * std::log10(p / size / static_cast<double>(std::max<size_t>(1, x.size())) + 1e-30));
  return power;
}

inline Fingerprint fingerprint_of(const std::vector<float>& x) {
  Fingerprint f;
  f.n = x.size();
  for (float v : x) f.rms += static_cast<double>(v) * v;
  f.rms = std::sqrt(f.rms / static_cast<double>(std::max<size_t>(1, f.n)));
  for (size_t i = 0; i < x.size(); ++i) {
    const uint64_t signs = random_bits(1, i);
    for (size_t k = 0; k < kSums; ++k) f.sums[k] += (signs >> k & 1 ? 1.0 : -1.0) * x[i];
  }
  for (double& s : f.sums) s /= std::sqrt(static_cast<double>(std::max<size_t>(1, f.n)));
  f.bands_db = band_levels_db(x);
  return f;
}

// Energy of the difference over the energy of the golden one, dB. Both silent is -999, another length or a
// NaN 999.
inline double residual_db(const Fingerprint& golden, const Fingerprint& now) {
  if (golden.n != now.n || !std::isfinite(now.rms)) return 999;
  double rest = std::pow(golden.rms - now.rms, 2);
  for (size_t k = 0; k < kSums; ++k) rest += std::pow(golden.sums[k] - now.sums[k], 2) / kSums;
  return rest == 0 ? -999 : 10 * std::log10(rest / std::max(golden.rms * golden.rms, 1e-30));
}

inline double largest_band_change_db(const Fingerprint& a, const Fingerprint& b) {
  double most = 0;
  for (size_t k = 0; k < kBands; ++k) most = std::max(most, std::fabs(a.bands_db[k] - b.bands_db[k]));
  return most;
}

inline double rounded(double x, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, x);
  return std::strtod(text, nullptr);
}

inline nlohmann::json json_of(const Fingerprint& f) {
  nlohmann::json sums = nlohmann::json::array(), bands = nlohmann::json::array();
  for (double s : f.sums) sums.push_back(rounded(s, 7));
  for (double b : f.bands_db) bands.push_back(rounded(b, 4));
  return {{"n", f.n}, {"rms", rounded(f.rms, 8)}, {"sums", sums}, {"bands_db", bands}};
}

inline Fingerprint fingerprint_from(const nlohmann::json& j) {
  Fingerprint f;
  f.n = j.at("n");
  f.rms = j.at("rms");
  f.sums = j.at("sums").get<std::array<double, kSums>>();
  f.bands_db = j.at("bands_db").get<std::array<double, kBands>>();
  return f;
}

}  // namespace partials::test
