// SPDX-License-Identifier: MIT
// Plays a clip's own pitch and loudness through the engine's voice, for validation and evaluation.
// [main-thread]
#pragma once
#include <vector>

#include "base/result.h"
#include "families/instrument/train/clip.h"
#include "families/instrument/voice.h"

namespace partials {

// Plays clips with any weights of one graph, which is compiled once; the output equals that of a new player
// for each clip, bit for bit.
class ClipPlayer {
 public:
  // `weights` must outlive the player, or be replaced.
  static Result<ClipPlayer> create(const Graph& graph, const std::vector<float>& weights, int rate_hz);
  void set_weights(const std::vector<float>& weights) { voice_.set_weights(weights.data()); }
  // samples of sound; a shorter clip holds its last frame, a clip without frames gives silence.
  std::vector<float> play(const Clip& clip, size_t samples);

 private:
  ClipPlayer() = default;
  Voice voice_;
};

// Plays one clip through its own player.
Result<std::vector<float>> play_clip(const Graph& graph, const std::vector<float>& weights, const Clip& clip,
                                     int rate_hz, size_t samples);

}  // namespace partials
