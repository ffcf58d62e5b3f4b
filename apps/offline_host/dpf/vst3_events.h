// SPDX-License-Identifier: MIT
// Converts our events to those of a VST3 host, and back. Notes and key pressure are events; every other
// MIDI message is a change of the parameter that the plug-in assigns to it (IMidiMapping); there are no
// program changes.
#pragma once
#include <span>

#include "play/event.h"
#include "vst3_objects.h"
#include "vst3_parameters.h"

namespace partials::hosting::vst3 {

struct Sent {
  EventList notes;
  ParameterChanges changes{0};
  void take(std::span<const Event> events, const Parameters& parameters, v3_midi_mapping** mapping);
  void disturb();  // adds unknown ids and events in front
};

// a note that the plug-in sends, as MIDI; false: something else
bool event_from(const v3_event& v, Event& e);

}  // namespace partials::hosting::vst3
