// SPDX-License-Identifier: MIT
// Formulas of a whole body have more numbers than fit one chunk of derivatives, and the contract's bodies are
// small. Guards against: a chunk that is left out, or a copy that takes its neighbour's gradient.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "motion/node_run.h"

namespace partials::test {
namespace {

// Gradients of the sum of all outputs times fixed numbers, by the plan and by differences, for a body of 41
// joints over a few frames.
void check(const std::string& processor, const std::map<std::string, double>& settings,
           const std::string& port) {
  constexpr int kChannels = 123, kFrames = 5;
  Graph g;
  g.hop_den = 60;
  g.reference_rate_hz = 0;
  g.inputs.push_back({port, Rate::frame, kChannels});
  g.nodes.push_back({"node", processor, settings, {{port, "in." + port}}});
  g.outputs["y"] = "node." + std::string(processor == "body_frame" ? "joints" : "out");
  auto made =
      Plan<double>::compile(g, {.rate_hz = 0, .max_samples = 0, .max_frames = kFrames, .training = true});
  ASSERT_TRUE(made) << made.error().text;
  Plan<double>& plan = made.value();
  const Call call{0, 0, kFrames, 0};
  std::vector<double> weights(plan.weights().size, 0.5);
  plan.set_weights(weights.data());
  double* x = plan.input(port);
  for (int i = 0; i < kChannels * kFrames; ++i) x[i] = random_bipolar(1, static_cast<uint64_t>(i));
  const size_t n_out = plan.output_size("y", call);
  const auto loss = [&] {
    plan.reset();
    plan.run(call);
    double sum = 0;
    for (size_t i = 0; i < n_out; ++i) sum += plan.output("y")[i] * random_bipolar(2, i);
    return sum;
  };
  loss();
  plan.clear_gradients(call);
  plan.clear_d_state();
  for (size_t i = 0; i < n_out; ++i) plan.d_output("y")[i] = random_bipolar(2, i);
  plan.rewind(call, nullptr);
  const std::vector<double> d(plan.d_input(port), plan.d_input(port) + kChannels * kFrames);
  for (int i = 0; i < kChannels * kFrames; i += 7) {
    const double keep = x[i], h = 1e-6;
    x[i] = keep + h;
    const double up = loss();
    x[i] = keep - h;
    const double down = loss();
    x[i] = keep;
    const double slope = (up - down) / (2 * h);
    EXPECT_NEAR(d[static_cast<size_t>(i)], slope, 1e-5 * std::max(1.0, std::fabs(slope)))
        << processor << " at " << i;
  }
}

TEST(Pull, DerivesAFormulaOfAWholeBody) {
  check("body_frame",
        {{"joints", 41}, {"left_hip", 30}, {"right_hip", 35}, {"left_shoulder", 7}, {"right_shoulder", 40}},
        "joints");
  check("hull", {{"joints", 41}}, "joints");
  check("suddenness", {{"joints", 41}, {"window_s", 0.05}}, "acceleration");
}

TEST(Pull, DerivesManyCopies) {
  check("one_euro", {{"together", 3}}, "in");
  check("directness", {{"joints", 41}, {"window_s", 0.06}}, "position");
}

}  // namespace
}  // namespace partials::test
