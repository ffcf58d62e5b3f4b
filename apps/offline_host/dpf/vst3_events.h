// SPDX-License-Identifier: MIT
// Our events as a VST3 host sends them, and back. Notes and pressure of keys are events; every other MIDI
// message is a change of the parameter that the plug-in names for it (IMidiMapping); program changes there
// are none.
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
  void disturb();  // by what does not exist, before all else
};

// a note that the plug-in sends, as MIDI; false: something else
bool event_from(const v3_event& v, Event& e);

}  // namespace partials::hosting::vst3
