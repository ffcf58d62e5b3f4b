// SPDX-License-Identifier: MIT
// The onset of a blown or bowed note: a rise to 6 dB below the held level in the requested time, independent
// of the recorded time, and from there into the held note. The recorded contour is stretched to the time of
// that rise and gives it its character; a plain rise, linear in amplitude, keeps notes from different
// recordings similar.
//   [audio-thread] noexcept, nothing allocated.
#pragma once
#include <span>

#include "families/instrument/note_book.h"

namespace partials {

// A contour of articulations.h, not empty, at t seconds: linear between entries; constant after the last.
float read_contour(std::span<const float> contour, double t) noexcept;

class Onset {
 public:
  static constexpr float kRisenDb = -6;

  // attack_s: time of the rise. longest_s: length of the whole recorded attack, including scoops of pitch.
  // The articulation must outlive the note.
  void start(const NoteView& shape, const Rise& rise, double attack_s, double longest_s) noexcept;
  // Relative to the held note. likeness 0..1: share of the recorded contour.
  float level_db(double t, float likeness) const noexcept;
  float cents(double t) const noexcept;
  double attack_s() const noexcept { return attack_s_; }

 private:
  double recorded_s(double t) const noexcept;
  float recorded_db(double t) const noexcept;
  float plain_db(double t) const noexcept;

  const NoteView* shape_ = nullptr;
  Rise rise_;
  double attack_s_ = 0, speed_ = 1;  // speed: of the recorded contour after the rise
};

}  // namespace partials
