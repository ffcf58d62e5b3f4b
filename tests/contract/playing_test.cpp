// SPDX-License-Identifier: MIT
// The law of ARCHITECTURE.md for playing (gradients_test.cpp: for training). It has no code for a single
// processor. Guards against: block-size dependence, lanes that leak into each other, fast code that differs
// from plain code, allocation on the audio thread, packed weights that differ from the weights, a truncated
// tail.
#include "graph/byte_weights.h"
#include "law.h"
#include "support/alloc_counter.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials::test {
namespace {

std::vector<Case> all_cases() {
  std::vector<Case> out;
  for (const KernelSet* set : all_processors(Isa::base))
    for (const Wiring& wiring : wirings_of(*set)) out.push_back({set, wiring});
  return out;
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

TEST_P(Contract, BlocksOfAnySizeEqualOneRunAndResetEqualsNew) {
  for (int width : {1, 8}) {
    auto b = Bench<float>::make(graph(), options(width));
    const auto whole = run_in(b, {kSamples});
    for (const std::vector<int>& sizes : {std::vector<int>{1}, {7}, {64}, {3, 100, 1, 129, 64, 511}}) {
      b.plan.reset();
      const auto parts = run_in(b, sizes);
      for (int o = 0; o < b.spec.n_out; ++o)
        ASSERT_EQ(whole[o], parts[o])
            << "output " << b.spec.out[o].id << ", width " << width << ", first block " << sizes[0];
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
        EXPECT_LT(residual_db(alone[o], lane_of(all[o], width, l)), -100)
            << one.spec.out[o].id << " lane " << l << " of " << width;
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
    for (int o = 0; o < b.spec.n_out; ++o)
      EXPECT_LT(residual_db(plain[o], whole[o]), -120) << b.spec.out[o].id << " on " << name_of(isa);
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

TEST_P(Contract, DeclaredTailIsEnough) {
  auto b = Bench<float>::make(graph(), options(1, 256));
  b.plan.set_weights(b.weights.data());
  bool audio_in = false;
  for (int i = 0; i < b.spec.n_in; ++i)
    audio_in |= b.setup.in_channels[i] && b.setup.in_rate[i] == Rate::sample && !b.spec.in[i].any_rate &&
                !is_modulation(b.spec, b.spec.in[i]);
  if (!audio_in) GTEST_SKIP() << "no audio input";
  double peak = 0, rest = 0;
  const int64_t loud = kRate / 4, end = loud + static_cast<int64_t>((b.spec.tail_s + 0.01) * kRate);
  for (int64_t at = 0; at < end + 2000;) {
    const Call c = next_call(b.plan.clock(), at, 256);
    b.fill(c);
    if (at >= loud)
      for (int i = 0; i < b.spec.n_in; ++i)
        if (b.setup.in_channels[i] && b.setup.in_rate[i] == Rate::sample && !b.spec.in[i].any_rate)
          std::fill_n(b.plan.input(b.spec.in[i].id), static_cast<size_t>(c.samples) * b.setup.in_channels[i],
                      0.f);
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
