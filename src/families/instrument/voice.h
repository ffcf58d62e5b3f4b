// SPDX-License-Identifier: MIT
// One voice: a plan of width 1 with its own clock, which starts at the sample at which the note starts. The
// caller gives the controls of each frame when the frame begins; a bend takes effect at the next sample
// rendered.
//   [main-thread] prepare, set_weights;  [audio-thread] start, render (noexcept, nothing allocated).
#pragma once
#include "base/result.h"
#include "families/instrument/pitch_step.h"
#include "families/instrument/strike_inputs.h"
#include "families/instrument/timbre_controls.h"
#include "graph/plan.h"
#include "play/spectral_edit.h"

namespace partials {

// The model's inputs at the start of a frame.
struct FrameControls {
  float f0_hz = 440;
  float loudness_db = -120;
  TimbreControls
      timbre{};  // used if the graph has performance inputs (families/instrument/performance_inputs.h)
  float bend_semitones = 0;  // the part of f0_hz that is bend
};

class Voice {
 public:
  // The graph needs the inputs f0_hz and loudness_db and the output audio (mono). Weights must outlive the
  // voice. `packed` comes from another voice of the same graph and weights, to be shared; null: the voice
  // makes its own.
  Result<void> prepare(const Graph& graph, const float* weights, int rate_hz, int max_block,
                       std::shared_ptr<const PackedWeights> packed = nullptr);
  // [main-thread] Other weights of the same graph, which must outlive the voice; `packed` as above. Call
  // start() next.
  void set_weights(const float* weights, std::shared_ptr<const PackedWeights> packed = nullptr);
  // resets the clock and all state; frame 0 is at the next sample rendered
  void start(uint64_t note_seed) noexcept;

  // Adds n samples to out. controls(frame) is called once for every frame that starts within them.
  template <class Controls>
  void render(float* out, int n, Controls&& controls) noexcept {
    while (n > 0) {
      int want = n < max_block_ ? n : max_block_;
      const int64_t frame = plan_->clock().frame_at(sample_);
      const int left = static_cast<int>(plan_->clock().start(frame + 1) - sample_);
      if (want > left) want = left;  // one frame at a time: the next one's controls are not known yet
      const Call call = next_call(plan_->clock(), sample_, want);
      if (call.frames) {
        const FrameControls c = controls(call.frame);
        take(c);
        pitch_.frame(c.f0_hz, c.bend_semitones, plan_->clock().length(call.frame));
      }
      if (deviation_hz_) step_pitch(call);
      plan_->run(call);
      for (int i = 0; i < call.samples; ++i) out[i] += audio_[i];
      out += call.samples;
      n -= call.samples;
      sample_ += call.samples;
    }
  }

  // if the bank follows f0_hz in a graph with performance inputs, otherwise with the frames
  void bend(float semitones) noexcept { pitch_.bend(semitones); }

  // Gains of partials and noise bands from the next frame on; must live for as long as the voice is rendered.
  // null: as learned.
  void set_spectral_edit(const SpectralEditGains* gains) noexcept { shape_ = gains; }
  void publish(DisplayFeed& seen) const noexcept;  // the spectrum of the frame that is being rendered

  int64_t sample() const { return sample_; }
  int samples_left_in_frame() const noexcept {
    const FrameClock& c = plan_->clock();
    return static_cast<int>(c.start(c.frame_at(sample_) + 1) - sample_);
  }
  const Plan<float>& plan() const { return *plan_; }
  int latency_samples() const { return plan_->latency_samples("audio"); }

 private:
  void take(const FrameControls& c) noexcept;
  void step_pitch(const Call& call) noexcept;

  std::optional<Plan<float>> plan_;
  float *f0_hz_ = nullptr, *loudness_db_ = nullptr;
  float *conditioning_f0_hz_ = nullptr, *conditioning_loudness_db_ = nullptr, *tilt_db_ = nullptr,
        *balance_db_ = nullptr, *partials_gain_db_ = nullptr, *noise_gain_db_ = nullptr,
        *room_gain_db_ = nullptr;                             // may be null
  float *partials_shape_ = nullptr, *noise_shape_ = nullptr;  // [kMaxEdited], may be null
  const SpectralEditGains* shape_ = nullptr;
  StrikeInputs strokes_;
  PitchStep pitch_;
  float* deviation_hz_ = nullptr;                       // [max_block] may be null
  int deviated_ = 0;                                    // samples of it that are not 0
  const float *partials_ = nullptr, *noise_ = nullptr;  // the played spectrum; may be null
  int n_partials_ = 0, n_bands_ = 0;
  const float* audio_ = nullptr;
  int64_t sample_ = 0;
  int max_block_ = 0;
};

}  // namespace partials
