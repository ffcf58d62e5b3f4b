// SPDX-License-Identifier: MIT
// The law of ARCHITECTURE.md for training, in double: gradients of inputs, weights and initial state equal
// numerical ones, two segments give the gradient of one, and wide lanes add up. Guards against: wrong
// gradients, gradients lost between segments, and a trainer whose output differs from the engine's.
#include <cstring>

#include "law.h"

namespace partials::test {
namespace {

struct Probe {  // loss = sum of outputs times fixed random numbers
  static double weight(int o, size_t i) { return std::sin(12.9898 * (double(i) + 1) + 78.233 * o); }
};

struct GradientRun {
  Bench<double> b;
  Call call;
  explicit GradientRun(const Graph& g, int samples)
      : b(Bench<double>::make(g, options(1, samples, true))), call(next_call(b.plan.clock(), 0, samples)) {
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

void expect_slope(double* x, double declared, GradientRun& run, const std::vector<std::byte>& state,
                  const std::string& what) {
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
  EXPECT_NEAR(declared, numeric, 2e-5 * std::max({1e-3, std::fabs(numeric), std::fabs(declared)}) + 4 * noise)
      << what;
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
    const size_t n =
        static_cast<size_t>(run.b.setup.in_rate[i] == Rate::frame ? run.call.frames : run.call.samples) *
        run.b.setup.in_channels[i];
    std::vector<double> d(plan.d_input(p.id), plan.d_input(p.id) + n);
    for (size_t k : some_of(n, 12, 5 + i))
      expect_slope(plan.input(p.id) + k, d[k], run, fresh,
                   std::string("input ") + p.id + " at " + std::to_string(k));
  }
  for (auto& e : plan.weights().entries)
    for (size_t k : some_of(e.size(), 10, e.offset))
      expect_slope(&run.b.weights[e.offset + k], d_weights[e.offset + k], run, fresh, "weight " + e.name);
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
  for (size_t k : some_of(n, 10, 2))
    expect_slope(reinterpret_cast<double*>(
                     start.data() + (reinterpret_cast<std::byte*>(state) - run.b.plan.state().data())) +
                     k,
                 d[k], run, start, "state " + std::to_string(k));
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
  first.call = next_call(first.b.plan.clock(), 0, 320);  // five frames of 64 samples
  second.call = next_call(second.b.plan.clock(), 320, 320);
  first.b.plan.reset();
  first.b.run(first.call);
  std::copy(first.b.plan.state().begin(), first.b.plan.state().end(), second.b.plan.state().begin());
  second.b.run(second.call);
  for (GradientRun* r : {&second, &first}) {
    r->b.plan.clear_gradients(r->call);
    for (int o = 0; o < r->b.spec.n_out; ++o) {
      const size_t n = r->b.outputs(r->call)[o].size(),
                   skip = r == &second ? first.b.outputs(first.call)[o].size() : 0;
      for (size_t i = 0; i < n; ++i) r->b.plan.d_output(r->b.spec.out[o].id)[i] = Probe::weight(o, i + skip);
    }
    if (r == &second)
      r->b.plan.clear_d_state();
    else {
      auto from = second.b.plan.nodes()[0], to = first.b.plan.nodes()[0];
      std::memcpy(to.d_state, from.d_state, from.kernel->d_state_bytes(*from.setup));
    }
    r->b.plan.rewind(r->call, d_parts.data());
  }
  if (!d_whole.empty()) {
    EXPECT_LT(residual_db(d_whole, d_parts), -180);
  }
  for (int i = 0; i < whole.b.spec.n_in; ++i) {
    if (!whole.b.setup.in_channels[i]) continue;
    const char* id = whole.b.spec.in[i].id;
    auto values = [&](GradientRun& r) {
      const size_t n =
          static_cast<size_t>(whole.b.setup.in_rate[i] == Rate::frame ? r.call.frames : r.call.samples) *
          whole.b.setup.in_channels[i];
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
      for (size_t i = 0; i < n; ++i)
        b.plan.d_output(b.spec.out[o].id)[i] = Probe::weight(o, i / b.plan.width());
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
      const size_t n = static_cast<size_t>(one.setup.in_rate[i] == Rate::frame ? call.frames : call.samples) *
                       one.setup.in_channels[i];
      std::vector<float> w(wide.plan.d_input(id), wide.plan.d_input(id) + n * 8);
      std::vector<double> s(one.plan.d_input(id), one.plan.d_input(id) + n);
      EXPECT_LT(residual_db(s, lane_of(w, 8, l)), -70) << "input " << id << " lane " << l;
    }
  }
  if (!d_sum.empty()) {
    EXPECT_LT(residual_db(d_sum, d_wide), -70);
  }
}

}  // namespace
}  // namespace partials::test
