// SPDX-License-Identifier: MIT
// Shared by the tests of the contract: every processor on src/graph/processors.txt in each of its wirings,
// and the comparison of results.
#pragma once
#include <gtest/gtest.h>

#include "support/bench_graph.h"

namespace partials::test {

inline constexpr int kRate = 16000;
inline constexpr int kSamples = 1531;  // odd on purpose: about 24 frames of 4 ms, the last one cut

struct Case {
  const KernelSet* set;
  Wiring wiring;
};

class Contract : public testing::TestWithParam<Case> {
 protected:
  Graph graph() const { return graph_for(*GetParam().set, GetParam().wiring); }
};

inline PlanOptions options(int width, int max_samples = kSamples, bool training = false,
                           Isa isa = best_isa()) {
  return {.rate_hz = kRate, .width = width, .max_samples = max_samples, .training = training, .isa = isa};
}

// Residual over signal energy, in dB. Both silent is equal.
template <class A, class B>
double residual_db(const std::vector<A>& a, const std::vector<B>& b) {
  double signal = 0, rest = 0;
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    signal += double(a[i]) * double(a[i]);
    rest += (double(a[i]) - double(b[i])) * (double(a[i]) - double(b[i]));
  }
  if (a.size() != b.size()) return 999;
  if (rest == 0) return -999;
  return 10 * std::log10(rest / std::max(signal, 1e-30));
}

template <class S>
std::vector<S> lane_of(const std::vector<S>& x, int width, int lane) {
  std::vector<S> y;
  for (size_t i = lane; i < x.size(); i += width) y.push_back(x[i]);
  return y;
}

}  // namespace partials::test
