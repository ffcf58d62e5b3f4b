// SPDX-License-Identifier: MIT
#include "families/instrument/train/train_cost.h"

#include <algorithm>

#include "base/clocks.h"
#include "base/frame_clock.h"
#include "base/random.h"
#include "families/instrument/train/instrument_trainer.h"

namespace partials {
namespace {

constexpr double kClipS = 8.0;

Clip noise_clip(const Graph& graph, uint64_t seed) {
  Clip clip;
  clip.name = "noise";
  const auto rate_hz = static_cast<int64_t>(graph.reference_rate_hz);
  const auto samples = static_cast<int64_t>(kClipS * graph.reference_rate_hz);
  for (int64_t i = 0; i < samples; ++i)
    clip.audio.push_back(0.1f * random_bipolar(seed, static_cast<uint64_t>(i)));
  const int64_t frames = FrameClock{graph.hop_num, graph.hop_den, rate_hz}.frame_at(samples);
  clip.f0_hz.assign(static_cast<size_t>(frames), 220.f * static_cast<float>(1 + seed % 4));
  clip.confidence.assign(static_cast<size_t>(frames), 1.f);
  clip.loudness_db.assign(static_cast<size_t>(frames), -25.f);
  return clip;
}

}  // namespace

Result<TrainCost> measure_train_cost(const Graph& graph, const InstrumentTrainerConfig& config, int steps) {
  std::vector<Clip> clips;
  for (uint64_t seed = 1; seed <= 4; ++seed) clips.push_back(noise_clip(graph, seed));
  auto made = instrument_trainer(graph, std::move(clips), config);
  if (!made) return made.error();
  Trainer trainer = std::move(made).value();
  trainer.step();
  std::vector<double> spent_s;
  for (int i = 0; i < std::max(1, steps); ++i) {
    const double from = now_s();
    trainer.step();
    spent_s.push_back(now_s() - from);
  }
  std::sort(spent_s.begin(), spent_s.end());
  return TrainCost{config.threads,
                   static_cast<int>(spent_s.size()),
                   spent_s.front(),
                   spent_s[spent_s.size() / 2],
                   trainer.seconds_per_step(),
                   trainer.memory_bytes()};
}

}  // namespace partials
