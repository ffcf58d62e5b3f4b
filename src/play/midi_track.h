// SPDX-License-Identifier: MIT
// One track of a Standard MIDI File (RP-001), with the faults found in real files: running status that
// continues after meta and exclusive events, bytes of system messages that were recorded from a cable, data
// bytes above 127, surplus bytes, a track that is cut off. If an event cannot be read by the standard, the
// interpretation is chosen after which the most events can be read.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "play/midi_song.h"

namespace partials {

struct TrackEvent {
  uint64_t tick = 0;
  MidiEvent event;        // time_s is not set
  uint32_t tempo_us = 0;  // of a quarter note; 0: not a tempo change
};

// Counts of each fault.
struct TrackOddities {
  int running_status = 0;  // events that use a running status from before a meta or exclusive event
  int system = 0;          // clock, active sensing and other messages that files do not hold
  int clipped = 0;         // data bytes above 127
  int keyless = 0;         // notes of keys above 127
  int stray_bytes = 0;
};

struct Track {
  std::vector<TrackEvent> events;
  uint64_t end_tick = 0;
  size_t end = 0;       // bytes that belong to it
  bool ended = false;   // by its end-of-track event
  bool broken = false;  // it ends within an event, or cannot be read further
  TrackOddities odd;
};

// From bytes that begin after the chunk's head. `cut`: the file ends before the chunk does. `patience` is how
// many searches for the next event are still allowed, in the whole file; so a file that is not MIDI costs
// little time.
Track read_track(std::string_view bytes, bool cut, int& patience);

}  // namespace partials
