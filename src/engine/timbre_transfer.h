// SPDX-License-Identifier: MIT
// Timbre transfer: a sound comes in, is heard by the analyser, and the model sounds with its pitch and loudness.
//   [main-thread] prepare;  [audio-thread] reset, process: noexcept, nothing allocated. The model must outlive it.
// The output follows the input by latency_samples(); the same whatever the sizes of the blocks, bit for bit.
#pragma once
#include <vector>

#include "analysis/analyser.h"
#include "analysis/pitch_hold.h"
#include "engine/voice.h"
#include "graph/model.h"

namespace partials {

struct TransferSettings {
  float transpose_semitones = 0;
  float loudness_shift_db = 0;  // added to what is heard, to bring it into what the model knows
  uint64_t seed = 1;
};

// Input that stays below what the model knows is let fade into silence.
class SilenceGate {
 public:
  void prepare(const KnownRange& known, double hop_s);
  void reset() noexcept { below_s_ = 0, fall_db_ = 0; }
  float next(float loudness_db) noexcept;  // one frame

 private:
  float threshold_db_ = -60;
  double hop_s_ = 0.004, below_s_ = 0;
  float fall_db_ = 0;
};

class TimbreTransfer {
 public:
  Result<void> prepare(const Model& model, int rate_hz, int max_block, const TransferSettings& settings);
  void reset() noexcept;
  void process(const float* in, float* out, int n) noexcept;  // mono; out may be in

  int latency_samples() const { return latency_; }
  double tail_s() const { return voice_.plan().tail_s(); }

 private:
  FrameControls next_frame() noexcept;

  TransferSettings settings_;
  Analyser analyser_;
  PitchHold hold_;
  SilenceGate gate_;
  Voice voice_;
  std::vector<float> scratch_;
  float fallback_hz_ = 440, ratio_ = 1, low_hz_ = 20, high_hz_ = 5000, faint_db_ = -80, sounding_hz_ = 0;
  int sounding_frames_ = 0;  // since silence
  bool leaping_ = false;
  int latency_ = 0;
};

}  // namespace partials
