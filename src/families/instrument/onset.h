// SPDX-License-Identifier: MIT
// How a blown or bowed note begins: a rise to 6 dB below the held level in the time that is asked for,
// whatever time the recorded player took, and from there into the held note. The recorded contour is played
// in the time of that rise and gives it its character; a plain rise, straight in amplitude, keeps notes drawn
// from different recordings alike.
//   [audio-thread] noexcept, nothing allocated.
#pragma once
#include "families/instrument/articulations.h"
#include "families/instrument/manner.h"

namespace partials {

// A contour of note_shapes.h at t seconds: linear between entries; the last one holds.
float read_contour(const std::vector<float>& contour, double t) noexcept;

class Onset {
 public:
  static constexpr float kRisenDb = -6;

  // attack_s: of the rise. longest_s: of all that was recorded of the attack, scoops of pitch too. The shape
  // outlives the note.
  void start(const NoteArticulation& shape, const Rise& rise, double attack_s, double longest_s) noexcept;
  // Relative to the held note. likeness 0..1: how much of the recorded contour is heard.
  float level_db(double t, float likeness) const noexcept;
  float cents(double t) const noexcept;
  double attack_s() const noexcept { return attack_s_; }

 private:
  double recorded_s(double t) const noexcept;
  float recorded_db(double t) const noexcept;
  float plain_db(double t) const noexcept;

  const NoteArticulation* shape_ = nullptr;
  Rise rise_;
  double attack_s_ = 0, speed_ = 1;  // speed: of the recorded contour after the rise
};

}  // namespace partials
