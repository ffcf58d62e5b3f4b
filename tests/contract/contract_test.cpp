// SPDX-License-Identifier: MIT
// The law of ARCHITECTURE.md, for every processor on src/graph/processors.txt. Knows nothing about any of them. Keeps away:
// block-size dependence, wrong gradients, lanes that leak into each other, fast code that differs from plain code,
// allocation on the audio thread, a trainer that does not sound like the engine, and packed weights that are not the weights.
#include <gtest/gtest.h>

#include "graph/byte_weights.h"
#include "support/alloc_counter.h"
#include "support/bench_graph.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials::test {
namespace {

constexpr int kRate = 16000;
constexpr int kSamples = 1531;  // odd on purpose: about 24 frames of 4 ms, the last one cut

struct Case {
  const KernelSet* set;
  Wiring wiring;
};

std::vector<Case> all_cases() {
  std::vector<Case> out;
  for (const KernelSet* set : all_processors(Isa::base))
    for (const Wiring& wiring : wirings_of(*set)) out.push_back({set, wiring});
  return out;
}

class Contract : public testing::TestWithParam<Case> {
 protected:
  Graph graph() const { return graph_for(*GetParam().set, GetParam().wiring); }
};

PlanOptions options(int width, int max_samples = kSamples, bool training = false, Isa isa = best_isa()) {
  return {.rate_hz = kRate, .width = width, .max_samples = max_samples, .training = training, .isa = isa};
}

template <class S>
std::vector<std::vector<S>> run_in(Bench<S>& b, const std::vector<int>& sizes) {
  std::vector<std::vector<S>> all(b.spec.n_out);
  int64_t at = 0;
  for (size_t k = 0; at < kSamples; ++k) {
    const int want = static_cast<int>(std::min<int64_t>(sizes[k % sizes.size()], kSamples - at));
    const Call c = next_call(b.plan.clock(), at, want);
    b.run(c);
    auto out = b.outputs(c);
    for (int o = 0; o < b.spec.n_out; ++o) all[o].insert(all[o].end(), out[o].begin(), out[o].end());
    at += c.samples;
  }
  return all;
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

TEST_P(Contract, BlocksOfAnySizeEqualOneRunAndResetEqualsNew) {
  for (int width : {1, 8}) {
    auto b = Bench<float>::make(graph(), options(width));
    const auto whole = run_in(b, {kSamples});
    for (const std::vector<int>& sizes : {std::vector<int>{1}, {7}, {64}, {3, 100, 1, 129, 64, 511}}) {
      b.plan.reset();
      const auto parts = run_in(b, sizes);
      for (int o = 0; o < b.spec.n_out; ++o)
        ASSERT_EQ(whole[o], parts[o]) << "output " << b.spec.out[o].id << ", width " << width << ", first block " << sizes[0];
    }
  }
}

TEST_P(Contract, EveryLaneEqualsTheScalarRun) {
  for (int width : {8, 16}) {
    auto wide = Bench<float>::make(graph(), options(width));
    const auto all = run_in(wide, {kSamples});
    for (int l : {0, width / 2 - 1, width - 1}) {
      auto one = Bench<float>::make(graph(), options(1));
      one.lane0 = l;
      const uint64_t seed = static_cast<uint64_t>(l);
      one.plan.set_lane_seeds(&seed);
      const auto alone = run_in(one, {64});
      for (int o = 0; o < one.spec.n_out; ++o)
        EXPECT_LT(residual_db(alone[o], lane_of(all[o], width, l)), -100) << one.spec.out[o].id << " lane " << l << " of " << width;
    }
  }
}

TEST_P(Contract, EveryInstructionSetEqualsTheReference) {
  auto reference = Bench<double>::make(graph(), options(1));
  const auto exact = run_in(reference, {kSamples});
  for (Isa isa : {Isa::base, Isa::avx2, Isa::avx512}) {
    if (!has(isa)) continue;
    auto b = Bench<float>::make(graph(), options(1, kSamples, false, isa));
    const auto out = run_in(b, {kSamples});
    for (int o = 0; o < b.spec.n_out; ++o)
      EXPECT_LT(residual_db(exact[o], out[o]), -95) << b.spec.out[o].id << " on " << name_of(isa);
  }
}

TEST_P(Contract, PackedWeightsSoundTheSameInBlocksOfAnySize) {
  for (Isa isa : {Isa::base, Isa::avx2, Isa::avx512}) {
    if (!has(isa)) continue;
    auto b = Bench<float>::make(graph(), options(1, kSamples, false, isa));
    if (!b.plan.nodes()[0].kernel->packed_bytes(b.setup)) GTEST_SKIP() << "reads its weights as they are";
    EXPECT_EQ(b.plan.pack(b.weights.data())->bytes(), 0u) << "packed what is not on the grid";
    round_to_bytes(b.plan.weights(), b.weights.data());
    const auto plain = run_in(b, {kSamples});
    b.packed = b.plan.pack(b.weights.data());
    ASSERT_GT(b.packed->bytes(), 0u);
    b.plan.reset();
    const auto whole = run_in(b, {kSamples});
    for (int o = 0; o < b.spec.n_out; ++o) EXPECT_LT(residual_db(plain[o], whole[o]), -120) << b.spec.out[o].id << " on " << name_of(isa);
    for (const std::vector<int>& sizes : {std::vector<int>{1}, {64}, {3, 100, 1, 129, 64, 511}}) {
      b.plan.reset();
      ASSERT_EQ(run_in(b, sizes), whole) << name_of(isa) << ", first block " << sizes[0];
    }
  }
}

TEST_P(Contract, AllocatesNothingAndStaysFiniteAtEveryExtreme) {
  for (bool extreme : {false, true}) {
    auto b = Bench<float>::make(graph(), options(1));
    b.source.extreme = extreme;
    b.plan.set_weights(b.weights.data());
    int64_t at = 0;
    while (at < kSamples) {
      const Call c = next_call(b.plan.clock(), at, static_cast<int>(std::min<int64_t>(97, kSamples - at)));
      b.fill(c);
      {
        NoAllocation guard;
        b.plan.run(c);
        EXPECT_EQ(guard.count(), 0);
      }
      for (auto& port : b.outputs(c))
        for (float y : port) ASSERT_TRUE(std::isfinite(y));
      at += c.samples;
    }
  }
}

// --- gradients, in double

struct Probe {  // loss = sum of outputs times fixed random numbers
  static double weight(int o, size_t i) { return std::sin(12.9898 * (double(i) + 1) + 78.233 * o); }
};

struct GradientRun {
  Bench<double> b;
  Call call;
  explicit GradientRun(const Graph& g, int samples) : b(Bench<double>::make(g, options(1, samples, true))), call(next_call(b.plan.clock(), 0, samples)) {
    b.plan.set_weights(b.weights.data());
    b.fill(call);
  }
  double loss() {
    b.plan.run(call);
    double sum = 0;
    auto out = b.outputs(call);
    for (size_t o = 0; o < out.size(); ++o)
      for (size_t i = 0; i < out[o].size(); ++i) sum += out[o][i] * Probe::weight(static_cast<int>(o), i);
    return sum;
  }
  void seed_gradient() {
    b.plan.clear_gradients(call);
    for (int o = 0; o < b.spec.n_out; ++o) {
      double* d = b.plan.d_output(b.spec.out[o].id);
      const size_t n = b.outputs(call)[o].size();
      for (size_t i = 0; i < n; ++i) d[i] = Probe::weight(o, i);
    }
  }
};

void expect_slope(double* x, double declared, GradientRun& run, const std::vector<std::byte>& state, const std::string& what) {
  auto at = [&](double value) {
    *x = value;
    if (!state.empty()) std::memcpy(run.b.plan.state().data(), state.data(), state.size());
    return run.loss();
  };
  const double keep = *x, h = 1e-5 * std::max(1.0, std::fabs(keep));
  const double numeric = (at(keep + h) - at(keep - h)) / (2 * h);
  const double coarse = (at(keep + 2 * h) - at(keep - 2 * h)) / (4 * h);
  *x = keep;
  const double noise = std::fabs(numeric - coarse);  // curvature and rounding of the probe itself
  EXPECT_NEAR(declared, numeric, 2e-5 * std::max({1e-3, std::fabs(numeric), std::fabs(declared)}) + 4 * noise) << what;
}

std::vector<size_t> some_of(size_t n, size_t wanted, uint64_t seed) {
  std::vector<size_t> out;
  std::mt19937_64 r(seed);
  for (size_t i = 0; i < std::min(n, wanted); ++i) out.push_back(n <= wanted ? i : r() % n);
  return out;
}

TEST_P(Contract, GradientEqualsTheNumericalOne) {
  GradientRun run(graph(), 333);
  auto& plan = run.b.plan;
  plan.reset();
  const std::vector<std::byte> fresh(plan.state().begin(), plan.state().end());
  run.loss();
  run.seed_gradient();
  plan.clear_d_state();
  std::vector<double> d_weights(run.b.weights.size());
  plan.rewind(run.call, d_weights.data());

  for (int i = 0; i < run.b.spec.n_in; ++i) {
    if (!run.b.setup.in_channels[i]) continue;
    const Port& p = run.b.spec.in[i];
    const size_t n = static_cast<size_t>(run.b.setup.in_rate[i] == Rate::frame ? run.call.frames : run.call.samples) * run.b.setup.in_channels[i];
    std::vector<double> d(plan.d_input(p.id), plan.d_input(p.id) + n);
    for (size_t k : some_of(n, 12, 5 + i)) expect_slope(plan.input(p.id) + k, d[k], run, fresh, std::string("input ") + p.id + " at " + std::to_string(k));
  }
  for (auto& e : plan.weights().entries)
    for (size_t k : some_of(e.size(), 10, e.offset)) expect_slope(&run.b.weights[e.offset + k], d_weights[e.offset + k], run, fresh, "weight " + e.name);
}

TEST_P(Contract, GradientOfTheInitialStateEqualsTheNumericalOne) {
  GradientRun run(graph(), 200);
  auto node = run.b.plan.nodes()[0];
  const int n = node.kernel->state_values(*node.setup);
  if (!n) GTEST_SKIP() << "no state of plain numbers";
  double* state = static_cast<double*>(node.state);
  std::mt19937_64 r(11);
  run.b.plan.reset();
  for (int i = 0; i < n; ++i) state[i] += std::uniform_real_distribution<double>(-0.4, 0.4)(r);
  std::vector<std::byte> start(run.b.plan.state().begin(), run.b.plan.state().end());
  run.loss();
  run.seed_gradient();
  run.b.plan.clear_d_state();
  run.b.plan.rewind(run.call, nullptr);
  std::vector<double> d(static_cast<double*>(node.d_state), static_cast<double*>(node.d_state) + n);
  for (size_t k : some_of(n, 10, 2)) expect_slope(reinterpret_cast<double*>(start.data() + (reinterpret_cast<std::byte*>(state) - run.b.plan.state().data())) + k, d[k], run, start, "state " + std::to_string(k));
}

TEST_P(Contract, TwoSegmentsGiveTheGradientOfOne) {
  const Graph g = graph();
  GradientRun whole(g, 640);
  whole.b.plan.reset();
  whole.loss();
  whole.seed_gradient();
  whole.b.plan.clear_d_state();
  std::vector<double> d_whole(whole.b.weights.size()), d_parts(d_whole.size());
  whole.b.plan.rewind(whole.call, d_whole.data());

  GradientRun first(g, 640), second(g, 640);
  first.call = next_call(first.b.plan.clock(), 0, 320);   // five frames of 64 samples
  second.call = next_call(second.b.plan.clock(), 320, 320);
  first.b.plan.reset();
  first.b.run(first.call);
  std::copy(first.b.plan.state().begin(), first.b.plan.state().end(), second.b.plan.state().begin());
  second.b.run(second.call);
  for (GradientRun* r : {&second, &first}) {
    r->b.plan.clear_gradients(r->call);
    for (int o = 0; o < r->b.spec.n_out; ++o) {
      const size_t n = r->b.outputs(r->call)[o].size(), skip = r == &second ? first.b.outputs(first.call)[o].size() : 0;
      for (size_t i = 0; i < n; ++i) r->b.plan.d_output(r->b.spec.out[o].id)[i] = Probe::weight(o, i + skip);
    }
    if (r == &second) r->b.plan.clear_d_state();
    else {
      auto from = second.b.plan.nodes()[0], to = first.b.plan.nodes()[0];
      std::memcpy(to.d_state, from.d_state, from.kernel->d_state_bytes(*from.setup));
    }
    r->b.plan.rewind(r->call, d_parts.data());
  }
  if (!d_whole.empty()) { EXPECT_LT(residual_db(d_whole, d_parts), -180); }
  for (int i = 0; i < whole.b.spec.n_in; ++i) {
    if (!whole.b.setup.in_channels[i]) continue;
    const char* id = whole.b.spec.in[i].id;
    auto values = [&](GradientRun& r) {
      const size_t n = static_cast<size_t>(whole.b.setup.in_rate[i] == Rate::frame ? r.call.frames : r.call.samples) * whole.b.setup.in_channels[i];
      return std::vector<double>(r.b.plan.d_input(id), r.b.plan.d_input(id) + n);
    };
    std::vector<double> parts = values(first), rest = values(second);
    parts.insert(parts.end(), rest.begin(), rest.end());
    EXPECT_LT(residual_db(values(whole), parts), -180) << "input " << id;
  }
}

TEST_P(Contract, WideGradientsAreTheSumOfTheLanes) {
  auto wide = Bench<float>::make(graph(), options(8, 640, true));
  const Call call = next_call(wide.plan.clock(), 0, 640);
  std::vector<float> d_wide(wide.weights.size());
  std::vector<double> d_sum(d_wide.size());
  auto backward = [&](auto& b, auto* d) {
    b.run(call);
    b.plan.clear_gradients(call);
    for (int o = 0; o < b.spec.n_out; ++o) {
      const size_t n = b.outputs(call)[o].size();
      for (size_t i = 0; i < n; ++i) b.plan.d_output(b.spec.out[o].id)[i] = Probe::weight(o, i / b.plan.width());
    }
    b.plan.clear_d_state();
    b.plan.rewind(call, d);
  };
  backward(wide, d_wide.data());
  for (int l = 0; l < 8; ++l) {
    auto one = Bench<double>::make(graph(), options(1, 640, true));
    one.lane0 = l;
    const uint64_t seed = static_cast<uint64_t>(l);
    one.plan.set_lane_seeds(&seed);
    backward(one, d_sum.data());
    for (int i = 0; i < one.spec.n_in; ++i) {
      if (!one.setup.in_channels[i]) continue;
      const char* id = one.spec.in[i].id;
      const size_t n = static_cast<size_t>(one.setup.in_rate[i] == Rate::frame ? call.frames : call.samples) * one.setup.in_channels[i];
      std::vector<float> w(wide.plan.d_input(id), wide.plan.d_input(id) + n * 8);
      std::vector<double> s(one.plan.d_input(id), one.plan.d_input(id) + n);
      EXPECT_LT(residual_db(s, lane_of(w, 8, l)), -70) << "input " << id << " lane " << l;
    }
  }
  if (!d_sum.empty()) { EXPECT_LT(residual_db(d_sum, d_wide), -70); }
}

TEST_P(Contract, DeclaredTailIsEnough) {
  auto b = Bench<float>::make(graph(), options(1, 256));
  b.plan.set_weights(b.weights.data());
  bool audio_in = false;
  for (int i = 0; i < b.spec.n_in; ++i)
    audio_in |= b.setup.in_channels[i] && b.setup.in_rate[i] == Rate::sample && !b.spec.in[i].any_rate && !is_modulation(b.spec, b.spec.in[i]);
  if (!audio_in) GTEST_SKIP() << "no audio input";
  double peak = 0, rest = 0;
  const int64_t loud = kRate / 4, end = loud + static_cast<int64_t>((b.spec.tail_s + 0.01) * kRate) + b.spec.latency_samples;
  for (int64_t at = 0; at < end + 2000;) {
    const Call c = next_call(b.plan.clock(), at, 256);
    b.fill(c);
    if (at >= loud)
      for (int i = 0; i < b.spec.n_in; ++i)
        if (b.setup.in_channels[i] && b.setup.in_rate[i] == Rate::sample && !b.spec.in[i].any_rate)
          std::fill_n(b.plan.input(b.spec.in[i].id), static_cast<size_t>(c.samples) * b.setup.in_channels[i], 0.f);
    b.plan.run(c);
    const auto out = b.outputs(c);
    double& level = at > end ? rest : peak;
    for (float y : out[0]) level = std::max<double>(level, std::fabs(y));
    at += c.samples;
  }
  EXPECT_LE(rest, 1e-3 * peak + 1e-9) << "still sounding " << b.spec.tail_s << " s after the input ended";
}

std::string label(const testing::TestParamInfo<Case>& info) {
  return std::string(info.param.set->info.id) + "_" + info.param.wiring.name;
}
INSTANTIATE_TEST_SUITE_P(EveryProcessor, Contract, testing::ValuesIn(all_cases()), label);

}  // namespace
}  // namespace partials::test
