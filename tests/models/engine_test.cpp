// SPDX-License-Identifier: MIT
// The law for whole models: blocks of any size equal one run bit for bit, and the trainer's sound equals the
// engine's. Guards against: a model whose sound in a host differs from offline, or whose sound when played
// differs from training.
#include "analysis/strike_tracker.h"
#include "families/instrument/conditioning_inputs.h"
#include "models/template_player.h"

namespace partials::test {
namespace {

TEST(EveryTemplate, SoundsTheSameAtAnyBlockSize) {
  for (const std::string& name : template_names()) {
    const Graph graph = graph_template(name).value();
    for (int rate_hz : {44100, 48000}) {
      const auto once = play_voice(graph, glide, rate_hz, 0.4, {4096});
      EXPECT_GT(energy(once), 1e-3) << name;
      for (const auto& blocks : {std::vector<int>{1}, {7}, {64}, {3, 1000, 1, 129}})
        EXPECT_EQ(play_voice(graph, glide, rate_hz, 0.4, blocks), once)
            << name << " at " << rate_hz << " Hz, blocks of " << blocks[0];
    }
  }
}

// The plan as the trainer compiles it (tape, told inputs) over a whole clip, each lane a performance of its
// own.
std::vector<std::vector<float>> play_batch(const Graph& graph, int width, double seconds) {
  const auto rate_hz = static_cast<int>(graph.reference_rate_hz);
  const auto weights = template_weights(graph);
  const int samples = static_cast<int>(seconds * rate_hz);
  auto plan = Plan<float>::compile(with_conditioning_inputs(graph), {.rate_hz = rate_hz,
                                                                     .width = width,
                                                                     .max_samples = samples,
                                                                     .training = true,
                                                                     .input_gradients = false})
                  .value();
  const Call call = next_call(plan.clock(), 0, samples);
  std::vector<StrikeTracker> strokes(static_cast<size_t>(width));
  for (StrikeTracker& s : strokes) s.prepare(plan.clock().hop_s());
  for (int t = 0; t < call.frames; ++t)
    for (int lane = 0; lane < width; ++lane) {
      const FrameControls c = glide(t * plan.clock().hop_s() + 0.02 * lane);
      const Strike stroke = strokes[static_cast<size_t>(lane)].next(c.loudness_db);
      for (auto& [id, value] : {std::pair{"f0_hz", c.f0_hz},
                                {"conditioning_f0_hz", c.f0_hz},
                                {"loudness_db", c.loudness_db},
                                {"conditioning_loudness_db", c.loudness_db},
                                {"age_s", stroke.age_s},
                                {"struck_db", stroke.struck_db}})
        if (float* in = plan.input(id)) in[t * width + lane] = value;
    }
  std::vector<uint64_t> seeds;
  for (int lane = 0; lane < width; ++lane) seeds.push_back(100 + static_cast<uint64_t>(lane));
  plan.set_lane_seeds(seeds.data());
  plan.set_weights(weights.data());
  plan.run(call);
  std::vector<std::vector<float>> lanes(static_cast<size_t>(width));
  for (int i = 0; i < samples; ++i)
    for (int lane = 0; lane < width; ++lane)
      lanes[static_cast<size_t>(lane)].push_back(plan.output("audio")[static_cast<size_t>(i) * width + lane]);
  return lanes;
}

TEST(EveryTemplate, TheTrainersSoundIsTheEngines) {
  constexpr double kSeconds = 0.8;
  for (const std::string& name : template_names()) {
    const Graph graph = graph_template(name).value();
    for (int width : {8, 16}) {
      const auto lanes = play_batch(graph, width, kSeconds);
      for (int lane : {0, width / 2 - 1, width - 1}) {
        const auto own = [&](double t) { return glide(t + 0.02 * lane); };
        const auto alone = play_voice(graph, own, static_cast<int>(graph.reference_rate_hz), kSeconds, {64},
                                      100 + static_cast<uint64_t>(lane));
        EXPECT_LT(difference_db(alone, lanes[static_cast<size_t>(lane)]), -100)
            << name << ", lane " << lane << " of " << width;
      }
    }
  }
}

}  // namespace
}  // namespace partials::test
