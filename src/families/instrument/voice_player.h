// SPDX-License-Identifier: MIT
// One voice that plays a prepared plan of width 1 with its own clock, which starts at the sample at which the
// note starts. The caller gives the controls of each frame when the frame begins; a bend takes effect at the
// next sample rendered. It owns neither plan nor buffers: families/instrument/voice.h compiles one,
// apps/board makes one over memory that was given to it.
//   [main-thread] attach;  [audio-thread] all else (noexcept, nothing allocated).
#pragma once
#include "families/instrument/pitch_step.h"
#include "families/instrument/strike_inputs.h"
#include "families/instrument/timbre_controls.h"
#include "graph/plan_run.h"
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

// The wires of a voice's plan that its player writes and reads; null: the graph has none.
struct VoiceWires {
  float *f0_hz = nullptr, *loudness_db = nullptr;  // [1] never null
  const float* audio = nullptr;                    // [max_block] never null
  float *conditioning_f0_hz = nullptr, *conditioning_loudness_db = nullptr, *tilt_db = nullptr,
        *balance_db = nullptr, *partials_gain_db = nullptr, *noise_gain_db = nullptr, *room_gain_db = nullptr;
  float *partials_shape = nullptr, *noise_shape = nullptr;  // [kMaxEdited]
  float *age_s = nullptr, *struck_db = nullptr;
  float* deviation_hz = nullptr;                      // [max_block]
  const float *partials = nullptr, *noise = nullptr;  // the played spectrum
  int n_partials = 0, n_bands = 0;
};

class VoicePlayer {
 public:
  // Plan and wires must live for as long as the voice plays. band_hz: upper limit of the model's partials.
  void attach(PlanRun<float>& run, const VoiceWires& wires, double band_hz, int max_block) noexcept;
  // resets the clock and all state; frame 0 is at the next sample rendered
  void start(uint64_t note_seed) noexcept;

  // Adds n samples to out. controls(frame) is called once for every frame that starts within them.
  template <class Controls>
  void render(float* out, int n, Controls&& controls) noexcept {
    const FrameClock& clock = run_->clock;
    while (n > 0) {
      int want = n < max_block_ ? n : max_block_;
      const int64_t frame = clock.frame_at(sample_);
      const int left = static_cast<int>(clock.start(frame + 1) - sample_);
      if (want > left) want = left;  // one frame at a time: the next one's controls are not known yet
      const Call call = next_call(clock, sample_, want);
      if (call.frames) {
        const FrameControls c = controls(call.frame);
        take(c);
        pitch_.frame(c.f0_hz, c.bend_semitones, clock.length(call.frame));
      }
      if (wires_.deviation_hz) step_pitch(call);
      run_->run(call);
      for (int i = 0; i < call.samples; ++i) out[i] += wires_.audio[i];
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

  const FrameClock& clock() const noexcept { return run_->clock; }
  int64_t sample() const { return sample_; }
  int samples_left_in_frame() const noexcept {
    return static_cast<int>(clock().start(clock().frame_at(sample_) + 1) - sample_);
  }

 private:
  void take(const FrameControls& c) noexcept;
  void step_pitch(const Call& call) noexcept;

  PlanRun<float>* run_ = nullptr;
  VoiceWires wires_;
  const SpectralEditGains* shape_ = nullptr;
  StrikeInputs strokes_;
  PitchStep pitch_;
  int deviated_ = 0;  // samples of deviation_hz that are not 0
  int64_t sample_ = 0;
  int max_block_ = 0;
};

}  // namespace partials
