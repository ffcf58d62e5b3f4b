// SPDX-License-Identifier: MIT
// An event for a player at a sample of a block, independent of the host's format. Notes are identified as in
// CLAP: by port, channel, key and note id, where -1 is a wildcard. Plain data of a fixed size, so that queues
// of them can cross threads.
#pragma once
#include <cstdint>

namespace partials {

enum class EventKind : uint8_t {
  note_on,    // value: velocity 0..1
  note_off,   // value: release velocity 0..1
  choke,      // the note ends at once, without a click
  note_end,   // from the player: this note's voice is free again
  midi,       // raw: status, data1, data2 of a MIDI 1.0 channel message
  parameter,  // index: of kParameters; value in its unit
  // index: a macro's parameter; value is added to it, for all notes (all ids -1) or, instead of that, for one
  modulation,
  tuning,      // value: semitones, of matching notes
  volume,      // value: linear gain
  pan,         // value: 0 left .. 1 right
  expression,  // value: 0..1, as CC 11
  vibrato,     // value: 0..1, added
  brightness,  // value: 0..1, 0.5 is neutral
  pressure,    // value: 0..1
};

struct Event {
  int32_t time = 0;  // sample within the block
  EventKind kind = EventKind::midi;
  uint8_t status = 0, data1 = 0, data2 = 0;
  int16_t port = -1, channel = -1, key = -1;
  int32_t note_id = -1;
  int32_t index = 0;
  float value = 0;
};

}  // namespace partials
