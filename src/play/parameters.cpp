// SPDX-License-Identifier: MIT
#include "play/parameters.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/letters.h"
#include "base/note_name.h"
#include "base/plain_number.h"
#include "play/parameter_ranges.h"

namespace partials {
namespace {

// A slot is permanent, so a macro keeps its name whatever model is loaded.
constexpr const char* macro_name(int slot, const char* reserved) {
  return slot < kMacroCount ? kMacroTable[slot].name : reserved;
}

#define MACRO(n)                                                                                 \
  {                                                                                              \
    "macro" #n, macro_name(n - 1, "Macro " #n), "", 0, 1, 0.5f, Look::number, false, true, true, \
        "slot " #n " of the model's own controls; 0.5 is as learned"                             \
  }

#define RANGE(range) range.min, range.max

constexpr const char* kQualities[] = {"light", "full"};

std::string plain(std::string_view text) {
  std::string s(text);
  s.erase(0, s.find_first_not_of(" \t"));
  s.erase(s.find_last_not_of(" \t") + 1);
  return lower(s);
}

// The macro in a parameter's slot; null where it is another parameter or an empty slot.
const Macro* macro_at(int index) {
  const int slot = index - kMacro1;
  return slot >= 0 && slot < kMacroCount ? &kMacroTable[slot] : nullptr;
}

// With a point or a comma; what follows it is left in `rest`.
std::optional<float> read_number(std::string text, std::string& rest) {
  if (const size_t comma = text.find(','); comma != std::string::npos) text[comma] = '.';
  const std::string_view digits = std::string_view(text).substr(text.starts_with('+') ? 1 : 0);
  float value = 0;
  const size_t read = read_plain_number(digits, value);
  if (!read || !std::isfinite(value)) return std::nullopt;
  rest = plain(digits.substr(read));
  return value;
}

std::optional<float> note_of(const std::string& text) {
  for (int n = 0; n <= 127; ++n)
    if (lower(note_name(n)) == text) return static_cast<float>(n);
  return std::nullopt;
}

}  // namespace

const std::array<Parameter, kParameterCount> kParameters = {{
    {"bypass", "Bypass", "", 0, 1, 0, Look::toggle, true, true, true,
     "passes the input through, delayed by the effect's latency"},
    {"input", "Input", "dB", -24, 24, 0, Look::number, false, false, true, "input gain"},
    {"output", "Output", "dB", -60, 12, 0, Look::number, false, true, true, "output gain"},
    {"mix", "Mix", "%", 0, 100, 100, Look::number, false, false, true,
     "0: the input alone, 100: the model alone"},
    {"transpose", "Transpose", "st", RANGE(kTransposeRange), 0, Look::number, true, true, true,
     "semitones, from the next note on"},
    {"tune", "Tune", "cents", RANGE(kTuneRange), 0, Look::number, false, true, true,
     "fine pitch, takes effect at once"},
    {"glide", "Glide", "s", RANGE(kGlideRange), 0, Look::number, false, true, false,
     "slur time in mono; 0: as learned"},
    {"attack", "Attack", "s", RANGE(kAttackRange), 0, Look::number, false, true, false,
     "attack time; 0: as learned"},
    {"release", "Release", "s", RANGE(kReleaseRange), 0, Look::number, false, true, false,
     "time to fall by 60 dB; 0: as learned"},
    {"velocity_curve", "Velocity curve", "", RANGE(kVelocityCurveRange), 0, Look::number, false, true, false,
     "below 0 softer, above 0 harder"},
    {"mono", "Mono", "", 0, 1, 0, Look::toggle, true, true, false, "one voice that slurs from key to key"},
    {"voices", "Voices", "", 1, 32, 16, Look::number, true, true, false,
     "maximum number of simultaneous notes"},
    {"bend_range", "Bend range", "st", RANGE(kBendRangeRange), 2, Look::number, true, true, false,
     "of the pitch wheel; RPN 0 changes it per channel"},
    {"sensitivity", "Sensitivity", "%", RANGE(kSensitivityRange), 100, Look::number, false, true, true,
     "how closely the sound follows the played dynamics"},
    {"gate", "Gate", "dB", -100, -20, -70, Look::number, false, false, true,
     "input below this level is silence"},
    {"lowest_note", "Lowest note", "", 21, 84, 43, Look::note, true, false, true,
     "lowest pitch tracked: the higher, the less latency"},
    {"quality", "Quality", "", 0, 1, 1, Look::choice, true, true, true, "light: half the partials"},
    {"limiter", "Limiter", "", 0, 1, 1, Look::toggle, true, true, true, "keeps peaks below -0.3 dBFS"},
    {"mpe", "MPE", "", 0, 1, 0, Look::toggle, true, true, false,
     "lower zone on channel 1 with all members; RPN 6 sets others"},
    {"mpe_bend_range", "MPE bend range", "st", 0, 96, 48, Look::number, true, true, false,
     "of a member channel"},
    {"midi_out", "MIDI out", "", 0, 1, 0, Look::toggle, true, false, true, "sends the detected notes"},
    MACRO(1),
    MACRO(2),
    MACRO(3),
    MACRO(4),
    MACRO(5),
    MACRO(6),
    MACRO(7),
    MACRO(8),
    MACRO(9),
    MACRO(10),
    MACRO(11),
    MACRO(12),
    MACRO(13),
    MACRO(14),
    MACRO(15),
    MACRO(16),
    {"match_level", "Match level", "", 0, 1, 1, Look::toggle, true, true, true,
     "plays all models equally loud; off: as loud as they were recorded"},
    {"previous_model", "Previous model", "", 0, 1, 0, Look::toggle, true, true, true,
     "trigger: loads the previous model of the model folders"},
    {"next_model", "Next model", "", 0, 1, 0, Look::toggle, true, true, true,
     "trigger: loads the next model of the model folders"},
    {"consonants", "Consonants", "dB", kLeftOutDb, 0, kConsonantsDb, Look::number, false, false, true,
     "level of input without a pitch (an s, a knock), played as noise; -60: left out, 0: as loud as the "
     "input"},
}};

std::string text_of(int index, float value) {
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  value = clamped(index, value);
  const int whole = static_cast<int>(std::lround(value));
  if (p.look == Look::toggle) return whole ? "on" : "off";
  if (p.look == Look::choice) return kQualities[whole];
  if (p.look == Look::note) return note_name(whole);
  if (const Macro* m = macro_at(index))
    return plain_number(static_cast<double>(macro_value(*m, value)), m->high - m->low > 8 ? 1 : 2) + " " +
           m->unit;
  const int digits = p.stepped ? 0 : p.max - p.min <= 2 ? 3 : p.max - p.min <= 10 ? 2 : 1;
  return plain_number(static_cast<double>(value), digits) + (*p.unit ? " " : "") + p.unit;
}

std::optional<float> value_of(int index, std::string_view text) {
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  const std::string s = plain(text);
  if (p.look == Look::toggle && (s == "on" || s == "off")) return s == "on" ? 1.f : 0.f;
  if (p.look == Look::choice)
    for (int i = 0; i < 2; ++i)
      if (s == kQualities[i]) return static_cast<float>(i);
  if (p.look == Look::note)
    if (const auto n = note_of(s)) return clamped(index, *n);
  std::string rest;
  const auto v = read_number(s, rest);
  if (!v) return std::nullopt;
  if (const Macro* m = macro_at(index))
    return rest.empty() || rest == lower(m->unit) ? std::optional(clamped(index, macro_unit(*m, *v)))
                                                  : std::nullopt;
  if (!rest.empty() && rest != lower(p.unit)) return std::nullopt;
  return clamped(index, *v);
}

int parameter_index(std::string_view id) {
  for (int i = 0; i < kParameterCount; ++i)
    if (id == kParameters[static_cast<size_t>(i)].id) return i;
  return -1;
}

float clamped(int index, float value) {
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  if (!std::isfinite(value)) return p.initial;
  value = std::clamp(value, p.min, p.max);
  return p.stepped ? std::round(value) : value;
}

Values initial_values() {
  Values v;
  for (int i = 0; i < kParameterCount; ++i)
    v[static_cast<size_t>(i)] = kParameters[static_cast<size_t>(i)].initial;
  return v;
}

}  // namespace partials
