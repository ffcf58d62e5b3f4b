// SPDX-License-Identifier: MIT
// A pitch's name: 69 -> "A4", to the nearest semitone, with sharps; middle C (60) is C4.
#pragma once
#include <cmath>
#include <string>

namespace partials {

inline std::string note_name(double midi) {
  constexpr const char* kNames[] = {"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
  const int note = static_cast<int>(std::lround(midi)), octave = static_cast<int>(std::floor(note / 12.0));
  return kNames[note - 12 * octave] + std::to_string(octave - 1);
}

}  // namespace partials
