// SPDX-License-Identifier: MIT
// Converts notes of a VST3 host to the player's events, with ids, unrounded velocities, tunings and note
// expressions. DPF 1.6 converts notes to MIDI and drops the rest. Interfaces and type numbers are those of
// the public VST3 ABI, 3.5.0 (INoteExpressionController) and 3.6.11 (INoteExpressionPhysicalUIMapping,
// which maps the movements on an MPE controller).
#pragma once
#include "play/event.h"
#include "src/travesty/base.h"
#include "src/travesty/events.h"

namespace partials::vst3 {

enum ExpressionType : uint32_t {
  kVolume = 0,
  kPan,
  kTuning,
  kVibrato,
  kExpression,
  kBrightness,
  kPressure = 100000,
  kNoType = 0xffffffff
};
enum PhysicalType : uint32_t { kAcross = 0, kAlong, kPressed };

// Writes at most two events: a note with its own tuning becomes a note and a tuning. Returns the number; 0:
// the event does not concern notes.
int events_from(const v3_event& from, Event (&to)[2]) noexcept;  // [audio-thread]

struct ExpressionInfo {
  uint32_t type;
  v3_str_128 title, short_title, units;
  int32_t unit;
  struct {
    double initial, min, max;
    int32_t steps;
  } value;
  uint32_t parameter;
  int32_t flags;
};

struct ExpressionController {
  int32_t(V3_API* count)(void* self, int32_t bus, int16_t channel);
  v3_result(V3_API* info)(void* self, int32_t bus, int16_t channel, int32_t index, ExpressionInfo* info);
  v3_result(V3_API* text_of)(void* self, int32_t bus, int16_t channel, uint32_t type, double value,
                             v3_str_128 text);
  v3_result(V3_API* value_of)(void* self, int32_t bus, int16_t channel, uint32_t type, const int16_t* text,
                              double* value);
};
constexpr v3_tuid kExpressionControllerId = V3_ID(0xB7F8F859, 0x41234872, 0x91169581, 0x4F3721A3);

struct PhysicalMap {
  uint32_t physical, type;
};
struct PhysicalMapList {
  uint32_t count;
  PhysicalMap* map;
};
struct PhysicalMapping {
  v3_result(V3_API* fill)(void* self, int32_t bus, int16_t channel, PhysicalMapList* list);
};
constexpr v3_tuid kPhysicalMappingId = V3_ID(0xB03078FF, 0x94D24AC8, 0x90CCD303, 0xD4133324);

// The interface that an instrument's controller returns for one of the two ids; null for any other id.
void* expression_interface(const v3_tuid id) noexcept;  // [main-thread]

}  // namespace partials::vst3
