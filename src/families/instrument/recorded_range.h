// SPDX-License-Identifier: MIT
// Whether a note lies where the model was trained: its pitch within the trained range, and its loudness
// within that of the recorded notes. Outside both the model extrapolates.
//   [main-thread] prepare;  [any-thread] all else: noexcept, nothing allocated.
#pragma once
#include "families/instrument/articulations.h"
#include "families/instrument/manner.h"
#include "play/note_counter.h"

namespace partials {

// A pitch this far beyond the lowest or highest trained one still counts as trained.
inline constexpr float kNearSemitones = 0.75f;

// Keys of the trained range.
struct TrainedKeys {
  float low = 0, high = 127;
  bool holds(float pitch_midi) const noexcept {
    return pitch_midi > low - kNearSemitones && pitch_midi < high + kNearSemitones;
  }
};
TrainedKeys trained_keys(const TrainedRange& known) noexcept;

class RecordedRange {
 public:
  // The manner must outlive it.
  void prepare(const TrainedRange& known, const Articulations& notes, const Manner& manner);
  // Null, or a counter that is off: nothing is counted.
  void count_in(NoteCounter* counter) noexcept { counter_ = counter; }
  bool counts() const noexcept { return counter_ && counter_->counts(); }
  // [audio-thread] A note began; its loudness is that of its held level.
  void note(float pitch_midi, float loudness_db) noexcept;

  PlayedLevel level_of(float pitch_midi, float loudness_db) const noexcept;

 private:
  TrainedKeys keys_;
  // relative to the manner's level at the pitch for struck and plucked notes, which are softer than their
  // strokes in most frames; otherwise absolute
  float softest_db_ = -120, loudest_db_ = 0;
  const Manner* manner_ = nullptr;  // null: absolute
  NoteCounter* counter_ = nullptr;
};

}  // namespace partials
