// SPDX-License-Identifier: MIT
#include "judge/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"

namespace partials {
namespace {

constexpr size_t kExactPairs = 16;
constexpr int kDraws = 20000;

// Student's t, two-sided 95 %, by degrees of freedom from 1; beyond the table the normal's 1.96 is close.
double t95(int freedom) {
  constexpr double kTable[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                               2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086};
  if (freedom < 1) return 0;
  if (freedom <= static_cast<int>(std::size(kTable))) return kTable[freedom - 1];
  return freedom <= 30 ? 2.06 : freedom <= 60 ? 2.02 : 1.96;
}

}  // namespace

Spread spread_of(const std::vector<double>& values) {
  Spread s;
  s.n = static_cast<int>(values.size());
  if (values.empty()) return s;
  s.mean = std::accumulate(values.begin(), values.end(), 0.0) / s.n;
  double sum = 0;
  for (const double v : values) sum += (v - s.mean) * (v - s.mean);
  s.sd = s.n > 1 ? std::sqrt(sum / (s.n - 1)) : 0;
  const double half = t95(s.n - 1) * s.sd / std::sqrt(s.n);
  s.low = s.mean - half;
  s.high = s.mean + half;
  return s;
}

double paired_permutation_p(const std::vector<double>& differences, uint64_t seed) {
  const size_t n = differences.size();
  if (n == 0) return 1;
  const double heard = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
  const double slack = 1e-12 * std::max(1.0, heard);  // sums of the same numbers in another order
  if (n <= kExactPairs) {
    const uint32_t all = 1u << n;
    uint32_t as_far = 0;
    for (uint32_t signs = 0; signs < all; ++signs) {
      double sum = 0;
      for (size_t i = 0; i < n; ++i) sum += signs >> i & 1 ? -differences[i] : differences[i];
      as_far += std::abs(sum) >= heard - slack;
    }
    return static_cast<double>(as_far) / all;
  }
  int as_far = 1;  // the arrangement that was seen
  for (int draw = 0; draw < kDraws; ++draw) {
    double sum = 0;
    for (size_t i = 0; i < n; ++i)
      sum += random_unit(seed, static_cast<uint64_t>(draw) * n + i) < 0.5f ? -differences[i] : differences[i];
    as_far += std::abs(sum) >= heard - slack;
  }
  return static_cast<double>(as_far) / (kDraws + 1);
}

std::vector<double> holm(const std::vector<double>& p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double least = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    least = std::max(least, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

}  // namespace partials
