// SPDX-License-Identifier: MIT
// Timbre transfer: the analyser measures pitch and loudness of the input, and the model plays with them. Out
// of silence the model starts at the sample at which a pitch is first known; unpitched input plays the
// model's noise, attenuated by a setting.
//   [main-thread] prepare;  [audio-thread] all else: noexcept, nothing allocated. The model must outlive it.
// The output does not depend on the block sizes, bit for bit.
#pragma once
#include <array>
#include <vector>

#include "analysis/analyser.h"
#include "analysis/pitch_hold.h"
#include "families/instrument/articulations.h"
#include "families/instrument/recorded_range.h"
#include "families/instrument/timbre_controls.h"
#include "families/instrument/voice.h"
#include "model/model.h"
#include "play/note_tracker.h"
#include "play/parameters.h"

namespace partials {

struct TransferSettings {
  float transpose_semitones = 0;
  float loudness_shift_db = 0;  // added to the input's loudness, to bring it into the trained range
  float sensitivity = 1;        // how closely the output follows the input's dynamics
  float gate_db = -120;         // input loudness below which the output is silent
  // of unpitched input, relative to its loudness; kLeftOutDb: left out, 0: as loud as the input
  float consonants_db = kConsonantsDb;
  // lowest pitch tracked, from kLowestHeardHz; 0: the lowest of the model's analyser
  float lowest_hz = 0;
  uint64_t seed = 1;
};

// Input that stays below the trained loudness fades into silence.
class SilenceGate {
 public:
  void prepare(const TrainedRange& known, double hop_s);
  void reset() noexcept {
    below_s_ = 0;
    fall_db_ = 0;
  }
  float next(float loudness_db) noexcept;  // one frame

 private:
  float threshold_db_ = -60;
  double hop_s_ = 0.004, below_s_ = 0;
  float fall_db_ = 0;
};

class TimbreTransfer {
 public:
  Result<void> prepare(const Model& model, int rate_hz, int max_block, const TransferSettings& settings);
  void set(const TransferSettings&
               settings) noexcept;  // all but lowest_hz and seed, which keep the values given to prepare
  void set_macros(const std::array<float, kMacros>& macros) noexcept {
    macros_ = macros;
    timbre_controls_ = timbre_controls_of(macros_, modulation_);
  }
  void set_modulation(const std::array<float, kMacros>& added) noexcept {
    modulation_ = added;
    timbre_controls_ = timbre_controls_of(macros_, modulation_);
  }
  void set_spectral_edit(const SpectralEditGains& gains) noexcept { shape_ = gains; }
  void count_in(NoteCounter* counter) noexcept { recorded_range_.count_in(counter); }
  void publish(DisplayFeed& seen) const noexcept { voice_.publish(seen); }
  void reset() noexcept;
  void process(const float* in, float* out, int n) noexcept;  // mono; out may be in

  // Delay of the output's loudness relative to the input's: offline rendering removes it.
  int latency_samples() const { return latency_; }
  // Worst-case latency, at the lowest tracked pitch; reported to the host.
  int worst_latency_samples() const { return worst_latency_; }
  double tail_s() const { return voice_.plan().tail_s(); }
  size_t memory_bytes() const {
    return sizeof *this + scratch_.size() * sizeof(float) + voice_.plan().memory_bytes() +
           voice_.plan().packed()->bytes();
  }
  const Features& heard() const noexcept { return analyser_.newest(); }

 private:
  enum class State { silent, pitched, unpitched };
  float mapped(float heard_db) const noexcept;
  Features listen() const noexcept;  // the newest features, with the settings applied
  FrameControls next_frame() noexcept;
  bool in_time(float f0_hz) const noexcept;
  void start_if_due() noexcept;
  void count_notes() noexcept;
  float leap(float to_hz) noexcept;
  bool is_consonant(bool loud, bool sure) noexcept;

  TransferSettings settings_;
  std::array<float, kMacros> macros_ = neutral_macros(), modulation_{};
  TimbreControls timbre_controls_;
  SpectralEditGains shape_;
  Analyser analyser_;
  PitchHold hold_;
  SilenceGate gate_;
  Manner manner_;  // of the loudness of recorded notes
  RecordedRange recorded_range_;
  NoteTracker counted_;
  Voice voice_;
  std::vector<float> scratch_;
  float fallback_hz_ = 440, ratio_ = 1, low_hz_ = 20, high_hz_ = 5000, faint_db_ = -80, median_db_ = -20,
        sounding_hz_ = 0, hinted_hz_ = 0;
  State state_ = State::silent;
  double hop_s_ = 0.004, fine_hop_s_ = 0.0013, unsure_s_ = 0, known_s_ = 0;
  int sounding_frames_ = 0;  // since silence
  // of silence so far; after these the sound has decayed, and the output is zero
  int silent_frames_ = 0, tail_frames_ = 0;
  bool leaping_ = false;
  int risen_hops_ = 0;  // of the analyser, since the input rose out of silence
  int to_hop_ = 0;      // samples until the analyser's next values
  int latency_ = 0, worst_latency_ = 0;
};

}  // namespace partials
