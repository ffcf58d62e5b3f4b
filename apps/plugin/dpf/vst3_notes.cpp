// SPDX-License-Identifier: MIT
#include "vst3_notes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <iterator>
#include <string>

namespace partials::vst3 {
namespace {

// One expression: the host's value 0..1, the player's value, and the displayed value.
struct Kind {
  uint32_t type;
  EventKind event;
  const char *title, *short_title, *unit;
  double initial;
  bool bipolar;
  double (*played)(double normalised);
  double (*shown)(double normalised);
  double (*normalised)(double shown);
};

double same(double x) { return x; }
double percent(double x) { return 100 * x; }
double from_percent(double x) { return x / 100; }
double semitones(double x) { return 240 * (x - 0.5); }
double from_semitones(double x) { return x / 240 + 0.5; }
double gain(double x) { return 4 * x; }
double decibels(double x) { return x > 0 ? std::max(-120.0, 20 * std::log10(4 * x)) : -120; }
double from_decibels(double x) { return x <= -120 ? 0 : std::pow(10, x / 20) / 4; }
double side(double x) { return 200 * (x - 0.5); }
double from_side(double x) { return x / 200 + 0.5; }

constexpr Kind kKinds[] = {
    {kTuning, EventKind::tuning, "Tuning", "Tune", "st", 0.5, true, semitones, semitones, from_semitones},
    {kPressure, EventKind::pressure, "Pressure", "Press", "%", 0, false, same, percent, from_percent},
    {kBrightness, EventKind::brightness, "Brightness", "Bright", "%", 0.5, false, same, percent,
     from_percent},
    {kVolume, EventKind::volume, "Volume", "Vol", "dB", 0.25, false, gain, decibels, from_decibels},
    {kPan, EventKind::pan, "Pan", "Pan", "%", 0.5, true, same, side, from_side},
    {kVibrato, EventKind::vibrato, "Vibrato", "Vib", "%", 0, false, same, percent, from_percent},
    {kExpression, EventKind::expression, "Expression", "Expr", "%", 1, false, same, percent, from_percent},
};
constexpr int kCount = static_cast<int>(std::size(kKinds));
constexpr int32_t kBipolar = 1, kNoUnit = -1;

const Kind* kind_of(uint32_t type) noexcept {
  const auto at =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& k) { return k.type == type; });
  return at == std::end(kKinds) ? nullptr : at;
}

float unit(double x) { return std::isfinite(x) ? static_cast<float>(std::clamp(x, 0.0, 1.0)) : 0.f; }

Event note(const v3_event& from, EventKind kind, int channel, int key, int note_id, float value) noexcept {
  Event e;
  e.time = std::max(0, from.sample_offset);
  e.kind = kind;
  e.value = value;
  e.channel = static_cast<int16_t>(channel & 15);
  e.key = static_cast<int16_t>(key);
  e.note_id = note_id;
  return e;
}

// An event with a key refers to the note that sounds on it; some hosts omit the id of a note-off or use
// another one.
int id_unless(int key, int note_id) noexcept { return key >= 0 ? -1 : note_id; }

void copy(const char* from, v3_str_128 to) noexcept {
  size_t n = 0;
  for (; from[n] && n < 127; ++n) to[n] = static_cast<unsigned char>(from[n]);
  to[n] = 0;
}

bool ours(int32_t bus, int16_t channel) noexcept { return bus == 0 && channel >= 0 && channel < 16; }

int32_t V3_API count(void*, int32_t bus, int16_t channel) { return ours(bus, channel) ? kCount : 0; }

v3_result V3_API info(void*, int32_t bus, int16_t channel, int32_t index, ExpressionInfo* to) {
  if (!to || !ours(bus, channel) || index < 0 || index >= kCount) return V3_INVALID_ARG;
  const Kind& k = kKinds[index];
  *to = {};
  to->type = k.type;
  to->unit = kNoUnit;
  to->value = {k.initial, 0, 1, 0};
  to->flags = k.bipolar ? kBipolar : 0;
  copy(k.title, to->title);
  copy(k.short_title, to->short_title);
  copy(k.unit, to->units);
  return V3_OK;
}

v3_result V3_API text_of(void*, int32_t bus, int16_t channel, uint32_t type, double value, v3_str_128 text) {
  const Kind* k = kind_of(type);
  if (!k || !text || !ours(bus, channel)) return V3_INVALID_ARG;
  char digits[32] = {};
  std::to_chars(digits, digits + sizeof digits - 1, k->shown(static_cast<double>(unit(value))),
                std::chars_format::fixed, 2);
  copy(digits, text);
  return V3_OK;
}

v3_result V3_API value_of(void*, int32_t bus, int16_t channel, uint32_t type, const int16_t* text,
                          double* value) {
  const Kind* k = kind_of(type);
  if (!k || !text || !value || !ours(bus, channel)) return V3_INVALID_ARG;
  std::string digits;
  for (int i = 0; i < 127 && text[i]; ++i)
    if (text[i] != ' ' && text[i] != '+') digits += text[i] == ',' ? '.' : static_cast<char>(text[i]);
  double shown = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), shown).ec != std::errc{}) return V3_FALSE;
  *value = std::clamp(k->normalised(shown), 0.0, 1.0);
  return V3_OK;
}

// A sideways movement of the finger bends, a movement along the key changes brightness, and pressing
// changes pressure.
v3_result V3_API fill(void*, int32_t bus, int16_t channel, PhysicalMapList* list) {
  if (!list || !ours(bus, channel)) return V3_INVALID_ARG;
  constexpr std::array<uint32_t, 3> kMoves = {kTuning, kBrightness, kPressure};
  for (uint32_t i = 0; i < list->count; ++i)
    list->map[i].type = list->map[i].physical < kMoves.size() ? kMoves[list->map[i].physical] : kNoType;
  return V3_OK;
}

// A COM object here is a pointer to a pointer to its functions. These objects have no state and no
// reference count, like DPF's MIDI mapping.
template <class Interface>
struct Static {
  v3_funknown unknown;
  Interface own;
};
uint32_t V3_API one(void*) { return 1; }
v3_result V3_API other(void* self, const v3_tuid id, void** to) {
  *to = v3_tuid_match(id, v3_funknown_iid) ? self : expression_interface(id);
  return *to ? V3_OK : V3_NO_INTERFACE;
}

}  // namespace

int events_from(const v3_event& from, Event (&to)[2]) noexcept {
  switch (from.type) {
    case V3_EVENT_NOTE_ON: {
      const v3_event_note_on& n = from.note_on;
      if (n.pitch < 0 || n.pitch > 127) return 0;
      to[0] = note(from, EventKind::note_on, n.channel, n.pitch, n.note_id,
                   unit(static_cast<double>(n.velocity)));
      if (n.tuning == 0 || !std::isfinite(n.tuning)) return 1;
      to[1] = note(from, EventKind::tuning, n.channel, n.pitch, n.note_id, n.tuning / 100);  // from cents
      return 2;
    }
    case V3_EVENT_NOTE_OFF: {
      const v3_event_note_off& n = from.note_off;
      to[0] = note(from, EventKind::note_off, n.channel, n.pitch, id_unless(n.pitch, n.note_id),
                   unit(static_cast<double>(n.velocity)));
      return 1;
    }
    case V3_EVENT_POLY_PRESSURE: {
      const v3_event_poly_pressure& p = from.poly_pressure;
      to[0] = note(from, EventKind::pressure, p.channel, p.pitch, id_unless(p.pitch, p.note_id),
                   unit(static_cast<double>(p.pressure)));
      return 1;
    }
    case V3_EVENT_NOTE_EXP_VALUE: {
      const v3_event_note_expression_value& x = from.note_exp_value;
      const Kind* k = kind_of(x.type_id);
      if (!k || x.note_id < 0 || !std::isfinite(x.value)) return 0;
      to[0] = {};
      to[0].time = std::max(0, from.sample_offset);
      to[0].kind = k->event;
      to[0].note_id = x.note_id;
      to[0].value = static_cast<float>(k->played(std::clamp(x.value, 0.0, 1.0)));
      return 1;
    }
    default:
      return 0;
  }
}

void* expression_interface(const v3_tuid id) noexcept {
  static const Static<ExpressionController> controller{{other, one, one}, {count, info, text_of, value_of}};
  static const Static<PhysicalMapping> mapping{{other, one, one}, {fill}};
  static const void *controller_object = &controller, *mapping_object = &mapping;
  if (v3_tuid_match(id, kExpressionControllerId)) return &controller_object;
  return v3_tuid_match(id, kPhysicalMappingId) ? static_cast<void*>(&mapping_object) : nullptr;
}

}  // namespace partials::vst3
