// SPDX-License-Identifier: MIT
// Memory that the caller lends a plan. Guards against: a plan that writes outside it, gives another output in
// it, or frees it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

#include "graph/plan.h"

namespace partials {
namespace {

Graph voice() {
  Graph g;
  g.inputs = {{"f0_hz", Rate::frame, 1}, {"in", Rate::sample, 1}};
  g.nodes = {{"string", "pluck", {}, {{"in", "in.in"}, {"f0_hz", "in.f0_hz"}}},
             {"late", "delay", {}, {{"in", "string.out"}}},
             {"sum", "mix", {}, {{"in0", "late.out"}, {"in1", "in.in"}}},
             {"room", "decay_reverb", {{"ir_s", 0.1}}, {{"in", "sum.out"}}}};
  g.outputs["out"] = "room.out";
  return g;
}

std::vector<float> played(Plan<float>& plan, const std::vector<float>& weights) {
  plan.set_weights(weights.data());
  plan.reset();
  std::vector<float> out;
  for (int64_t at = 0; at < 3000;) {
    const Call call = next_call(plan.clock(), at, 200);
    std::fill_n(plan.input("f0_hz"), call.frames, 220.f);
    for (int i = 0; i < call.samples; ++i) plan.input("in")[i] = at + i < 50 ? 0.3f : 0.f;
    plan.run(call);
    out.insert(out.end(), plan.output("out"), plan.output("out") + call.samples);
    at += call.samples;
  }
  return out;
}

class LentMemory : public testing::Test {
 protected:
  static constexpr size_t kFence = 256;
  void SetUp() override {
    needed_ = Plan<float>::bytes_needed(voice(), options_).value();
    all_.resize(needed_ + 2 * kFence + 64, std::byte{0x5a});
    const auto at = reinterpret_cast<uintptr_t>(all_.data()) + kFence;
    first_ = all_.data() + kFence + (64 - at % 64) % 64;
  }
  Result<Plan<float>> compile(std::span<std::byte> memory) {
    PlanOptions o = options_;
    o.memory = memory;
    return Plan<float>::compile(voice(), o);
  }

  PlanOptions options_{.rate_hz = 16000, .max_samples = 200};
  size_t needed_ = 0;
  std::vector<std::byte> all_;
  std::byte* first_ = nullptr;
};

TEST_F(LentMemory, SoundsTheSameAndStaysWithinIt) {
  auto own = Plan<float>::compile(voice(), options_);
  ASSERT_TRUE(own);
  const std::vector<float> weights = initial_weights(own.value().weights(), 1);
  {
    auto lent = compile({first_, needed_});
    ASSERT_TRUE(lent) << lent.error().text;
    Plan<float> moved = std::move(lent).value();
    EXPECT_EQ(played(moved, weights), played(own.value(), weights));
    EXPECT_EQ(static_cast<void*>(moved.input("f0_hz")), first_) << "its buffers lie elsewhere";
    EXPECT_EQ(moved.memory_bytes(), own.value().memory_bytes());
  }
  for (const std::byte* p = all_.data(); p < first_; ++p) ASSERT_EQ(*p, std::byte{0x5a});
  for (const std::byte* p = first_ + needed_; p < all_.data() + all_.size(); ++p)
    ASSERT_EQ(*p, std::byte{0x5a});
}

TEST_F(LentMemory, IsRefusedInWordsWhereItDoesNotFit) {
  const auto small = compile({first_, needed_ - 1});
  ASSERT_FALSE(small);
  EXPECT_EQ(small.error().text, "The plan needs " + std::to_string(needed_) +
                                    " bytes of memory, but was given " + std::to_string(needed_ - 1) +
                                    "; give it more, or use fewer lanes or shorter calls.");
  const auto shifted = compile({first_ + 4, needed_});
  ASSERT_FALSE(shifted);
  EXPECT_NE(shifted.error().text.find("64 bytes"), std::string::npos) << shifted.error().text;
  EXPECT_EQ(*first_, std::byte{0x5a}) << "memory that was refused was written to";
}

TEST_F(LentMemory, IsNeededForTapesToo) {
  PlanOptions training = options_;
  training.training = true;
  EXPECT_GT(Plan<float>::bytes_needed(voice(), training).value(), needed_);
  Graph broken = voice();
  broken.nodes[0].processor = "none";
  EXPECT_FALSE(Plan<float>::bytes_needed(broken, options_));
}

}  // namespace
}  // namespace partials
