// SPDX-License-Identifier: MIT
// Scales of notes for movement: a height or an angle picks a note of a scale, not any pitch. Keys are those
// of MIDI (60 is middle C).
#pragma once
#include <cmath>
#include <cstdint>
#include <string>

#include "base/result.h"

namespace partials::body {

struct Scale {
  int tonic = 0;           // 0..11, 0 is C
  uint16_t steps = 0xfff;  // bit n: the scale has the note n semitones above its tonic

  bool has(int key) const noexcept { return steps >> (((key - tonic) % 12 + 12) % 12) & 1; }
};

// "D-dorian", "A-minor-pentatonic", "F#-major"; case is ignored. Refuses other text, in one sentence that
// lists the scales.
Result<Scale> scale_from(const std::string& text);
std::string scale_names();  // "major, minor, ..."

// Picks notes of a scale. The note that was picked last stays until the key is kHold semitones nearer to
// another note than the middle between both, so that a hand that trembles there picks one note.
class ScaleSteps {
 public:
  static constexpr float kHold = 0.3f;

  explicit ScaleSteps(Scale scale = {}) : scale_(scale) {}
  // 0..127. key must be finite.
  int pick(float key) noexcept {
    const int next = nearest(key);
    if (last_ < 0 ||
        std::abs(key - static_cast<float>(last_)) - std::abs(key - static_cast<float>(next)) > 2 * kHold)
      last_ = next;
    return last_;
  }
  void forget() noexcept { last_ = -1; }

 private:
  int nearest(float key) const noexcept {
    int best = 0;
    float least = 1e9f;
    for (int k = 0; k < 128; ++k) {
      const float far = std::abs(key - static_cast<float>(k));
      if (scale_.has(k) && far < least) {
        least = far;
        best = k;
      }
    }
    return best;
  }
  Scale scale_;
  int last_ = -1;
};

}  // namespace partials::body
