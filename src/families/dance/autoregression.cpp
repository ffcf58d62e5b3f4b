// SPDX-License-Identifier: MIT
#include "families/dance/autoregression.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace partials::dance {
namespace {

constexpr double kLeastSpread = 1e-4;
constexpr double kHalfLogTwoPi = 0.9189385332046727;

using Row = std::array<double, 4>;  // x[n], x[n - 1], 1, and x[n + 1]

// Solves a 3x3 system of the normal equations by elimination with pivots; a dependent column gets 0.
std::array<double, 3> solved(std::array<Row, 3> m) {
  std::array<bool, 3> used{};
  std::array<size_t, 3> row_of{};
  for (size_t c = 0; c < 3; ++c) {
    size_t best = 3;
    for (size_t r = 0; r < 3; ++r)
      if (!used[r] && (best == 3 || std::abs(m[r][c]) > std::abs(m[best][c]))) best = r;
    row_of[c] = 3;
    if (best == 3 || std::abs(m[best][c]) < 1e-9) continue;
    used[best] = true;
    row_of[c] = best;
    for (size_t r = 0; r < 3; ++r) {
      if (r == best) continue;
      const double f = m[r][c] / m[best][c];
      for (size_t k = 0; k < 4; ++k) m[r][k] -= f * m[best][k];
    }
  }
  std::array<double, 3> w{};
  for (size_t c = 0; c < 3; ++c)
    if (row_of[c] < 3) w[c] = m[row_of[c]][3] / m[row_of[c]][c];
  return w;
}

template <class F>
void each_triple(std::span<const std::vector<float>> takes, size_t channels, size_t channel, F&& f) {
  for (const auto& take : takes)
    for (size_t at = 2 * channels + channel; at < take.size(); at += channels)
      f(Row{take[at - channels], take[at - 2 * channels], 1, take[at]});
}

}  // namespace

Autoregression fit_autoregression(std::span<const std::vector<float>> takes, size_t channels) {
  Autoregression ar;
  for (size_t c = 0; c < channels; ++c) {
    std::array<Row, 3> normal{};
    each_triple(takes, channels, c, [&](const Row& row) {
      for (size_t r = 0; r < 3; ++r)
        for (size_t k = 0; k < 4; ++k) normal[r][k] += row[r] * row[k];
    });
    const auto w = solved(normal);
    double n = 0, square = 0;
    each_triple(takes, channels, c, [&](const Row& row) {
      const double e = row[3] - w[0] * row[0] - w[1] * row[1] - w[2];
      square += e * e;
      n += 1;
    });
    ar.now.push_back(static_cast<float>(w[0]));
    ar.before.push_back(static_cast<float>(w[1]));
    ar.offset.push_back(static_cast<float>(w[2]));
    ar.spread.push_back(static_cast<float>(std::max(kLeastSpread, n ? std::sqrt(square / n) : 1)));
  }
  return ar;
}

std::vector<float> residuals(const Autoregression& ar, std::span<const float> take) {
  const size_t n = ar.size(), frames = n ? take.size() / n : 0;
  std::vector<float> out(frames > 2 ? (frames - 2) * n : 0), expected(n);
  for (size_t t = 2; t < frames; ++t) {
    ar.expect(&take[(t - 1) * n], &take[(t - 2) * n], expected.data());
    for (size_t c = 0; c < n; ++c) out[(t - 2) * n + c] = (take[t * n + c] - expected[c]) / ar.spread[c];
  }
  return out;
}

double mean_log(std::span<const float> spread) {
  double sum = 0;
  for (const float s : spread) sum += std::log(s);
  return spread.empty() ? 0 : sum / static_cast<double>(spread.size());
}

double normal_nats(std::span<const float> residuals, std::span<const float> spread) {
  double sum = 0;
  for (const float z : residuals) sum += 0.5 * z * z;
  return kHalfLogTwoPi + mean_log(spread) +
         (residuals.empty() ? 0 : sum / static_cast<double>(residuals.size()));
}

}  // namespace partials::dance
