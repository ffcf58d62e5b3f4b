// SPDX-License-Identifier: MIT
// A clip's own pitch and loudness through the engine's voice: what a model is validated and judged by.
// [main-thread]
#pragma once
#include <vector>

#include "base/result.h"
#include "families/instrument/train/clip.h"
#include "families/instrument/voice.h"

namespace partials {

// Plays clips with any weights of one graph, which is compiled once, and gives the same bits as a new player
// for each of them would.
class ClipPlayer {
 public:
  // `weights` must outlive the player, or be replaced.
  static Result<ClipPlayer> create(const Graph& graph, const std::vector<float>& weights, int rate_hz);
  void set_weights(const std::vector<float>& weights) { voice_.set_weights(weights.data()); }
  // samples of sound; a clip that ends sooner holds its last frame, one without a frame is silence.
  std::vector<float> play(const Clip& clip, size_t samples);

 private:
  ClipPlayer() = default;
  Voice voice_;
};

// One clip through a player of its own.
Result<std::vector<float>> play_clip(const Graph& graph, const std::vector<float>& weights, const Clip& clip,
                                     int rate_hz, size_t samples);

}  // namespace partials
