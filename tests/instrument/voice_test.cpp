// SPDX-License-Identifier: MIT
// Guards against: controls that take effect a frame late or early, and timbre controls that change a sound at
// their neutral values.
#include "families/instrument/voice.h"

#include <gtest/gtest.h>

#include <cmath>

#include "families/instrument/performance_inputs.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kFrames = 60;

template <class Controls>
std::vector<float> play(const Graph& graph, const Model& m, Controls&& controls) {
  Voice voice;
  EXPECT_TRUE(voice.prepare(graph, m.weights.data(), kRate, 64));
  std::vector<float> out(static_cast<size_t>(voice.plan().clock().start(kFrames)));
  voice.start(1);
  voice.render(out.data(), static_cast<int>(out.size()), controls);
  return out;
}

size_t first_difference(const std::vector<float>& a, const std::vector<float>& b) {
  size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  return i;
}

// An instrument declares no latency: what a control says of a frame is heard from that frame's first samples
// on.
TEST(Voice, AStepOfAControlIsHeardWithinItsFrame) {
  const Model m = test::tiny_model();
  const Graph graph = with_performance_inputs(m.graph);
  const FrameClock clock{m.graph.hop_num, m.graph.hop_den, kRate};
  constexpr int kStep = 40;
  const auto still = play(graph, m, [](int64_t) { return FrameControls{440, -20, {}}; });
  const FrameControls moved[] = {{466, -20, {}},
                                 {440, -14, {}},
                                 {440, -20, {.tilt_db = 6}},
                                 {440, -20, {.noise_db = 12}},
                                 {440, -20, {.effort_db = 12}},
                                 {440, -20, {.body_semitones = 7}}};
  for (const FrameControls& to : moved) {
    const auto stepped = play(graph, m, [&](int64_t frame) {
      return frame < kStep ? FrameControls{440, -20, {}} : to;
    });
    const auto at = static_cast<int64_t>(first_difference(still, stepped));
    EXPECT_GE(at, clock.start(kStep));
    EXPECT_LT(at, clock.start(kStep + 1));
  }
}

TEST(Voice, RestingColoursChangeNothing) {
  const Model m = test::tiny_model();
  const auto controls = [](int64_t frame) {
    return FrameControls{300 + static_cast<float>(frame), -30 + 0.2f * static_cast<float>(frame), {}};
  };
  EXPECT_EQ(play(with_performance_inputs(m.graph), m, controls), play(m.graph, m, controls));
}

}  // namespace
}  // namespace partials
