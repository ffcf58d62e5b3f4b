// SPDX-License-Identifier: MIT
// Scala tunings: a scale (.scl, huygens-fokker.org/scala/scl_format.html) and, optionally, a keyboard mapping
// (.kbm) give every MIDI key a pitch. Reading is bounded; no value in the text is trusted, and ambiguous
// numbers are refused. Text may have byte-order marks and the line ends of any system.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "play/key_pitches.h"

namespace partials {

struct Scale {
  std::string description;
  // of each degree above the first; the last is the period; empty: only 1/1, on every key
  std::vector<double> cents;
};

// Which key plays which degree. The default: middle C (60) is the first degree, key 69 sounds at 440 Hz,
// every key is used.
struct KeyboardMap {
  int first_key = 0, last_key = 127, middle_key = 60, reference_key = 69;
  double reference_hz = 440;
  int period_degree = 0;     // degrees after which the map repeats; 0: the scale's own
  std::vector<int> degrees;  // of each key from the middle one on; -1: unused; empty: one after the other
};

Result<Scale> scale_from_text(std::string_view text, const std::string& name);
Result<KeyboardMap> keyboard_from_text(std::string_view text, const std::string& name);
// Unused keys keep the pitch of the nearest used key below.
Result<KeyPitches> tuning_of(const Scale& scale, const KeyboardMap& map);

}  // namespace partials
