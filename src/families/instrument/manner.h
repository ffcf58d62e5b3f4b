// SPDX-License-Identifier: MIT
// Properties of the instrument rather than of one recorded note: loudness, attack time and release time, each
// a smooth curve over the keyboard, fitted by kernel smoothing to the learned notes
// (families/instrument/articulations.h). A recording that starts late, is cut off or was played softer
// affects the curve little (Cauchy weights).
//   [main-thread] prepare;  [any-thread] all else: noexcept, nothing allocated.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "families/instrument/articulations.h"

namespace partials {

// The rise of a recorded attack: from the last moment 30 dB below its final level, to 6 dB below it.
struct Rise {
  double from_s = 0, to_s = 0;
  float reached_db = 0;  // relative to the held note
};
Rise rise_of(const NoteArticulation& note);

class Manner {
 public:
  void prepare(const Articulations& book, const TrainedRange& known);

  // At a fractional MIDI pitch.
  float level_db(float pitch_midi) const noexcept {
    return at(level_db_, pitch_midi);
  }  // of a note held at natural velocity
  float attack_s(float pitch_midi) const noexcept {
    return at(attack_s_, pitch_midi);
  }  // rise time, as recorded
  float release_s(float pitch_midi) const noexcept {
    return at(release_s_, pitch_midi);
  }  // release time to 20 dB below, as recorded
  const Rise& rise(size_t note) const noexcept {
    return rises_[note];
  }  // note: its index in the articulations
  // Struck or plucked: most notes decay while they are held.
  bool struck() const noexcept { return struck_; }
  // 1 if all notes of a pitch were recorded equally loud, 0 if the recordings contain soft and loud notes
  // with their timbres.
  float one_dynamic() const noexcept { return one_dynamic_; }

 private:
  using Curve = std::array<float, 128>;  // by key
  static float at(const Curve& curve, float pitch_midi) noexcept;

  Curve level_db_{}, attack_s_{}, release_s_{};
  std::vector<Rise> rises_;
  bool struck_ = false;
  float one_dynamic_ = 1;
};

}  // namespace partials
