// SPDX-License-Identifier: MIT
// Units, ranges and tapers of controls, and the converters between them. Output unit first: hz_from_midi(x).
#pragma once
#include <cmath>

namespace partials {

enum class Unit { none, hertz, seconds, decibels, semitones, cents, ratio, linear, samples, count };
enum class Taper { linear, exponential };  // exponential: equal steps are equal ratios (needs min > 0)

inline const char* name_of(Unit u) {
  switch (u) {
    case Unit::none:
      return "";
    case Unit::hertz:
      return "Hz";
    case Unit::seconds:
      return "s";
    case Unit::decibels:
      return "dB";
    case Unit::semitones:
      return "semitones";
    case Unit::cents:
      return "cents";
    case Unit::ratio:
      return "ratio";
    case Unit::linear:
      return "linear";
    case Unit::samples:
      return "samples";
    case Unit::count:
      return "count";
  }
  return "";
}

inline double hz_from_midi(double midi) { return 440.0 * std::exp2((midi - 69.0) / 12.0); }
inline double midi_from_hz(double hz) { return 69.0 + 12.0 * std::log2(hz / 440.0); }
inline double gain_from_db(double db) { return std::pow(10.0, db / 20.0); }
inline double db_from_gain(double gain) { return 20.0 * std::log10(gain > 1e-15 ? gain : 1e-15); }
inline double db_from_power(double power) { return 10.0 * std::log10(power > 1e-30 ? power : 1e-30); }
inline double ratio_from_cents(double cents) { return std::exp2(cents / 1200.0); }
inline double cents_from_ratio(double ratio) { return 1200.0 * std::log2(ratio); }

}  // namespace partials
