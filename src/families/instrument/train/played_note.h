// SPDX-License-Identifier: MIT
// A recorded note played from MIDI, as it would be asked of a keyboard: the key nearest to its pitch, held as
// long as it was held, at the velocity that plays its first second as loudly. The velocity is found by
// playing: whatever a player makes of velocities is inverted as it is.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "families/instrument/train/note_course.h"
#include "judge/pitch_curve.h"

namespace partials {

// key and velocity 1 to 127; returns mono at kJudgeRateHz, from the key until the sound has died away. Called
// from several threads at once.
using KeyPlayer = std::function<std::vector<float>(int key, int velocity, double held_s)>;

struct AskedNote {
  int key = 69;
  double f0_hz = 440.0;
  NoteCourse course;
};

// What a recording (at kJudgeRateHz) asks for. Nothing where it is not one held note: a stretch of one pitch,
// at least 0.25 s long, that holds most of the sound.
std::optional<AskedNote> asked_note(const std::vector<float>& recording, const PitchCurve& pitch);

struct PlayedNote {
  int velocity = 0;
  double speaks_s = 0.0;     // from the key until the onset
  std::vector<float> audio;  // moved so that its onset is the recording's, and as long as that
  NoteCourse course;         // of it
};

// Nothing where the player stays silent.
std::optional<PlayedNote> play_note(const AskedNote& asked, size_t samples, const KeyPlayer& player);

}  // namespace partials
