// SPDX-License-Identifier: MIT
#include "learn/output_loss.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/choose.h"
#include "learn/mixture_kernel.h"

PARTIALS_CHOOSE(MixtureTable, mixture_kernel, mixture_table)

namespace partials {
namespace {

constexpr double kSilentEnergy = 1e-8;
constexpr double kLogTwoPi = 1.8378770664093453;

constexpr const char* kNames[] = {"squared_error", "esr", "cross_entropy", "mixture_density"};

// One lane's values of one time: consecutive elements of the row are `lanes` apart.
template <class S>
struct Row {
  S* first;
  int lanes;
  S& operator[](int i) const { return first[static_cast<ptrdiff_t>(i) * lanes]; }
};

template <class S>
double squared_error(Row<const S> p, Row<const S> t, Row<S> d, int n, double scale) {
  double sum = 0;
  for (int c = 0; c < n; ++c) {
    const double e = static_cast<double>(p[c]) - static_cast<double>(t[c]);
    sum += e * e;
    d[c] += static_cast<S>(2 * e * scale);
  }
  return sum;
}

template <class S>
double cross_entropy(Row<const S> p, Row<const S> t, Row<S> d, int n, double scale) {
  double highest = p[0], total = 0, wanted = 0, value = 0;
  for (int c = 1; c < n; ++c) highest = std::max<double>(highest, p[c]);
  for (int c = 0; c < n; ++c) {
    total += std::exp(p[c] - highest);
    wanted += t[c];
  }
  const double log_total = std::log(total) + highest;
  for (int c = 0; c < n; ++c) {
    value -= t[c] * (p[c] - log_total);
    d[c] += static_cast<S>((wanted * std::exp(p[c] - log_total) - t[c]) * scale);
  }
  return value;
}

// log N(t; m, s) of component k, all channels.
template <class S>
double log_normal(Row<const S> p, Row<const S> t, int k, int components, int n) {
  double sum = 0;
  for (int c = 0; c < n; ++c) {
    const double log_s = p[components + components * n + k * n + c];
    const double z = (t[c] - p[components + k * n + c]) * std::exp(-log_s);
    sum -= 0.5 * (z * z + kLogTwoPi) + log_s;
  }
  return sum;
}

template <class S>
double mixture_density(Row<const S> p, Row<const S> t, Row<S> d, int channels, int n, double scale) {
  const int components = channels / (1 + 2 * n);
  double highest_logit = p[0], total = 0;
  for (int k = 1; k < components; ++k) highest_logit = std::max<double>(highest_logit, p[k]);
  for (int k = 0; k < components; ++k) total += std::exp(p[k] - highest_logit);
  const double log_total = std::log(total) + highest_logit;
  double highest = -1e300;
  for (int k = 0; k < components; ++k)
    highest = std::max(highest, p[k] - log_total + log_normal(p, t, k, components, n));
  double sum = 0;
  for (int k = 0; k < components; ++k)
    sum += std::exp(p[k] - log_total + log_normal(p, t, k, components, n) - highest);
  const double log_density = std::log(sum) + highest;
  for (int k = 0; k < components; ++k) {
    const double weight = std::exp(p[k] - log_total);
    const double share = std::exp(p[k] - log_total + log_normal(p, t, k, components, n) - log_density);
    d[k] += static_cast<S>((weight - share) * scale);
    for (int c = 0; c < n; ++c) {
      const int mean = components + k * n + c, log_deviation = mean + components * n;
      const double inverse = std::exp(-static_cast<double>(p[log_deviation])), z = (t[c] - p[mean]) * inverse;
      d[mean] += static_cast<S>(-share * z * inverse * scale);
      d[log_deviation] += static_cast<S>(share * (1 - z * z) * scale);
    }
  }
  return -log_density;
}

template <class S>
double signal_energy(const S* t, size_t times, int channels, int lanes, int lane) {
  double energy = kSilentEnergy;
  for (size_t i = 0; i < times; ++i)
    for (int c = 0; c < channels; ++c) {
      const double x =
          t[(i * static_cast<size_t>(channels) + static_cast<size_t>(c)) * static_cast<size_t>(lanes) +
            static_cast<size_t>(lane)];
      energy += x * x;
    }
  return energy;
}

}  // namespace

const char* name_of(LossKind kind) { return kNames[static_cast<int>(kind)]; }

Result<LossKind> loss_kind(const std::string& name) {
  for (int i = 0; i < 4; ++i)
    if (name == kNames[i]) return static_cast<LossKind>(i);
  return Error{"There is no loss '" + name +
               "'; it is one of squared_error, esr, cross_entropy, mixture_density."};
}

int channels_for(LossKind kind, int target_channels) {
  return kind == LossKind::mixture_density ? 0 : target_channels;
}

namespace {

// The kernel for so many lanes; null: there is none.
MixtureLoss fast_mixture(int lanes, int components) {
  if (components > kMostComponents) return nullptr;
  const MixtureTable& table = mixture_table(best_isa());
  return lanes == 1 ? table.w1 : lanes == 8 ? table.w8 : lanes == 16 ? table.w16 : nullptr;
}

}  // namespace

template <class S>
double loss_and_gradient(LossKind kind, const S* p, const S* t, S* d, size_t times, int channels,
                         int target_channels, int lanes, double scale) noexcept {
  double value = 0;
  if constexpr (sizeof(S) == sizeof(float))
    if (kind == LossKind::mixture_density) {
      const int components = channels / (1 + 2 * target_channels);
      const double share = scale / (static_cast<double>(times) * lanes);
      if (const MixtureLoss fast = fast_mixture(lanes, components))
        return share * fast(p, t, d, times, components, target_channels, static_cast<float>(share));
    }
  for (int lane = 0; lane < lanes; ++lane) {
    double mean = static_cast<double>(times);
    if (kind == LossKind::squared_error) mean *= channels;
    if (kind == LossKind::esr) mean = signal_energy(t, times, target_channels, lanes, lane);
    const double share = 1 / (mean * lanes);
    for (size_t i = 0; i < times; ++i) {
      const size_t at = i * static_cast<size_t>(channels * lanes) + static_cast<size_t>(lane);
      const size_t target_at = i * static_cast<size_t>(target_channels * lanes) + static_cast<size_t>(lane);
      const Row<const S> own{p + at, lanes}, wanted{t + target_at, lanes};
      const Row<S> gradient{d + at, lanes};
      const double s = share * scale;
      if (kind == LossKind::cross_entropy)
        value += share * cross_entropy(own, wanted, gradient, channels, s);
      else if (kind == LossKind::mixture_density)
        value += share * mixture_density(own, wanted, gradient, channels, target_channels, s);
      else
        value += share * squared_error(own, wanted, gradient, channels, s);
    }
  }
  return value * scale;
}

template double loss_and_gradient(LossKind, const float*, const float*, float*, size_t, int, int, int,
                                  double) noexcept;
template double loss_and_gradient(LossKind, const double*, const double*, double*, size_t, int, int, int,
                                  double) noexcept;

}  // namespace partials
