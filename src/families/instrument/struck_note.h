// SPDX-License-Identifier: MIT
// How a struck or plucked note begins and dies away: between the learned notes below and above its key, so
// that neighbouring keys are alike (families/instrument/articulations.h). A held key lets it ring; whoever
// lets go damps it.
//   noexcept, nothing allocated.
#pragma once
#include <span>

#include "families/instrument/articulations.h"

namespace partials {

class StruckNote {
 public:
  // sorted by pitch, all of them struck, not empty
  void start(std::span<const NoteArticulation> notes, float pitch_midi) noexcept;
  // Loudness relative to the strongest moment, t seconds after the key. attack_scale stretches the time until
  // that moment.
  float level_db(double t, float attack_scale) const noexcept;
  float damping_db(double t) const noexcept;  // t seconds after the key was let go: by how much it has fallen

 private:
  float decay_db(double t) const noexcept;

  const NoteArticulation *below_ = nullptr, *above_ = nullptr;  // may be the same
  const NoteArticulation* nearest_ = nullptr;
  float above_share_ = 0;
};

// Linear between values step_s apart; beyond the last goes on as the last fifth fell, at least by
// kMinFallDbPerS.
float read_decay(std::span<const float> db, double t) noexcept;

}  // namespace partials
