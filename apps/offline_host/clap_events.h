// SPDX-License-Identifier: MIT
// Converts our events to those of a CLAP host, and back.
#pragma once
#include <vector>

#include "events.h"  // CLAP's
#include "play/event.h"

namespace partials::hosting {

union ClapEvent {
  clap_event_header_t header;
  clap_event_note_t note;
  clap_event_note_expression_t expression;
  clap_event_param_value_t value;
  clap_event_param_mod_t mod;
  clap_event_midi_t midi;
};

ClapEvent clap_from(const Event& e);
ClapEvent unknown_parameter();
ClapEvent foreign_event();  // an event of an unknown event space
bool event_from(const clap_event_header_t& h,
                Event& e);  // converts an event sent by a plug-in; false: unknown

}  // namespace partials::hosting
