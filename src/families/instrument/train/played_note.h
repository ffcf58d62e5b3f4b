// SPDX-License-Identifier: MIT
// A recorded note played from MIDI: the key nearest to its pitch, held for the same time, at the velocity
// that gives its first second the same loudness. The velocity is found by playing, so any velocity curve of
// the player is inverted.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "families/instrument/train/note_course.h"
#include "judge/pitch_curve.h"

namespace partials {

// key and velocity 1 to 127; returns mono at kJudgeRateHz, from the key press until the sound has decayed.
// Called from several threads at once.
using KeyPlayer = std::function<std::vector<float>(int key, int velocity, double held_s)>;

struct AskedNote {
  int key = 69;
  double f0_hz = 440.0;
  NoteCourse course;
};

// The note of a recording (at kJudgeRateHz). Empty if it is not one held note: a stretch of one pitch, at
// least 0.25 s long, with most of the sound.
std::optional<AskedNote> asked_note(const std::vector<float>& recording, const PitchCurve& pitch);

struct PlayedNote {
  int velocity = 0;
  double speaks_s = 0.0;     // from the key press to the onset
  std::vector<float> audio;  // aligned so that its onset is the recording's, and of the same length
  NoteCourse course;         // of the played note
};

// Empty if the player stays silent.
std::optional<PlayedNote> play_note(const AskedNote& asked, size_t samples, const KeyPlayer& player);

}  // namespace partials
