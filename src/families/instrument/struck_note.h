// SPDX-License-Identifier: MIT
// How a struck or plucked note begins and decays: interpolated between the learned notes below and above its
// key, so that neighbouring keys are similar (families/instrument/articulations.h). It rings while the key is
// held; releasing the key damps it.
//   noexcept, nothing allocated.
#pragma once
#include <span>

#include "families/instrument/note_book.h"

namespace partials {

class StruckNote {
 public:
  // sorted by pitch, all of them struck, not empty
  void start(std::span<const NoteView> notes, float pitch_midi) noexcept;
  // Loudness relative to the strongest moment, t seconds after the key. attack_scale stretches the time until
  // that moment.
  float level_db(double t, float attack_scale) const noexcept;
  float damping_db(
      double t) const noexcept;  // t seconds after the key was released: by how much it has fallen

 private:
  float decay_db(double t) const noexcept;

  const NoteView *below_ = nullptr, *above_ = nullptr;  // may be the same
  const NoteView* nearest_ = nullptr;
  float above_share_ = 0;
};

// Linear between values step_s apart; beyond the last value it continues with the slope of the last fifth, at
// least kMinFallDbPerS.
float read_decay(std::span<const float> db, double t) noexcept;

}  // namespace partials
