// SPDX-License-Identifier: MIT
#include "judge/statistics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/random.h"

namespace partials {
namespace {

constexpr size_t kExactPairs = 16;
constexpr int kDraws = 20000;

// The share of Student's t within -t .. t, a finite series for a whole number of degrees of freedom
// (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
double within(double t, int freedom) {
  const double angle = std::atan(t / std::sqrt(freedom)), c2 = std::cos(angle) * std::cos(angle);
  const bool odd = freedom % 2 == 1;
  double term = odd ? std::cos(angle) : 1, sum = 0;
  for (int k = odd ? 1 : 0; k <= freedom - 2; k += 2) {
    sum += term;
    term *= c2 * (k + 1) / (k + 2);
  }
  return odd ? 2 / std::numbers::pi * (angle + std::sin(angle) * sum) : std::sin(angle) * sum;
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

// Sums of the same numbers in another order differ by rounding.
double slack_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += std::abs(v);
  return 1e-12 * sum;
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
  const double half = student_t95(s.n - 1) * s.sd / std::sqrt(s.n);
  s.low = s.mean - half;
  s.high = s.mean + half;
  return s;
}

double student_t95(int freedom) {
  if (freedom < 1) return 0;
  if (freedom > 100000) return 1.959964;  // the normal distribution's
  double low = 1.9, high = 12.8;
  for (int i = 0; i < 60; ++i) {
    const double t = (low + high) / 2;
    (within(t, freedom) < 0.95 ? low : high) = t;
  }
  return (low + high) / 2;
}

double paired_permutation_p(const std::vector<double>& differences, uint64_t seed) {
  const size_t n = differences.size();
  if (n == 0 || !all_finite(differences)) return 1;
  const double heard = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
  const double slack = slack_of(differences);
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

double two_group_permutation_p(const std::vector<double>& a, const std::vector<double>& b, uint64_t seed) {
  std::vector<double> all = a;
  all.insert(all.end(), b.begin(), b.end());
  if (a.empty() || b.empty() || !all_finite(all)) return 1;
  const size_t n = all.size(), k = a.size();
  const double total = std::accumulate(all.begin(), all.end(), 0.0);
  const double slack = slack_of(all);
  // The difference of means grows with the sum of one group's values, as far as that is from its expectation.
  const double expected = total * static_cast<double>(k) / static_cast<double>(n);
  const double heard = std::abs(std::accumulate(a.begin(), a.end(), 0.0) - expected);
  double arrangements = 1;
  for (size_t i = 0; i < k; ++i) arrangements *= static_cast<double>(n - i) / static_cast<double>(i + 1);
  if (arrangements <= kDraws) {
    std::vector<char> in(n, 0);
    std::fill(in.end() - static_cast<int64_t>(k), in.end(), 1);
    int64_t as_far = 0, arranged = 0;
    do {
      double sum = 0;
      for (size_t i = 0; i < n; ++i) sum += in[i] ? all[i] : 0;
      as_far += std::abs(sum - expected) >= heard - slack;
      ++arranged;
    } while (std::next_permutation(in.begin(), in.end()));
    return static_cast<double>(as_far) / static_cast<double>(arranged);
  }
  int as_far = 1;  // the arrangement that was seen
  for (int draw = 0; draw < kDraws; ++draw) {
    double sum = 0;
    for (size_t i = 0; i < k; ++i) {  // the first k of a shuffle
      const float u = random_unit(seed, static_cast<uint64_t>(draw) * k + i);
      const size_t j = std::min(n - 1, i + static_cast<size_t>(u * static_cast<float>(n - i)));
      std::swap(all[i], all[j]);
      sum += all[i];
    }
    as_far += std::abs(sum - expected) >= heard - slack;
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
