// SPDX-License-Identifier: MIT
#include "clap_events.h"

namespace partials::hosting {
namespace {

clap_event_header_t header(size_t size, uint16_t type, int time) {
  return {static_cast<uint32_t>(size), static_cast<uint32_t>(time), CLAP_CORE_EVENT_SPACE_ID, type, 0};
}

clap_note_expression expression_of(EventKind k) {
  switch (k) {
    case EventKind::volume:
      return CLAP_NOTE_EXPRESSION_VOLUME;
    case EventKind::pan:
      return CLAP_NOTE_EXPRESSION_PAN;
    case EventKind::vibrato:
      return CLAP_NOTE_EXPRESSION_VIBRATO;
    case EventKind::expression:
      return CLAP_NOTE_EXPRESSION_EXPRESSION;
    case EventKind::brightness:
      return CLAP_NOTE_EXPRESSION_BRIGHTNESS;
    case EventKind::pressure:
      return CLAP_NOTE_EXPRESSION_PRESSURE;
    default:
      return CLAP_NOTE_EXPRESSION_TUNING;
  }
}

}  // namespace

ClapEvent clap_from(const Event& e) {
  ClapEvent c{};
  const auto value = static_cast<double>(e.value);
  const auto param = static_cast<clap_id>(e.index);
  switch (e.kind) {
    case EventKind::note_on:
    case EventKind::note_off:
    case EventKind::choke:
    case EventKind::note_end: {
      const uint16_t type = e.kind == EventKind::note_on    ? CLAP_EVENT_NOTE_ON
                            : e.kind == EventKind::note_off ? CLAP_EVENT_NOTE_OFF
                            : e.kind == EventKind::choke    ? CLAP_EVENT_NOTE_CHOKE
                                                            : CLAP_EVENT_NOTE_END;
      c.note = {header(sizeof c.note, type, e.time), e.note_id, e.port, e.channel, e.key, value};
      return c;
    }
    case EventKind::parameter:
      c.value = {
          header(sizeof c.value, CLAP_EVENT_PARAM_VALUE, e.time), param, nullptr, -1, -1, -1, -1, value};
      return c;
    case EventKind::modulation:
      c.mod = {header(sizeof c.mod, CLAP_EVENT_PARAM_MOD, e.time),
               param,
               nullptr,
               e.note_id,
               e.port,
               e.channel,
               e.key,
               value};
      return c;
    case EventKind::midi:
      c.midi = {header(sizeof c.midi, CLAP_EVENT_MIDI, e.time), 0, {e.status, e.data1, e.data2}};
      return c;
    default:
      c.expression = {header(sizeof c.expression, CLAP_EVENT_NOTE_EXPRESSION, e.time),
                      expression_of(e.kind),
                      e.note_id,
                      e.port,
                      e.channel,
                      e.key,
                      value};
      return c;
  }
}

ClapEvent unknown_parameter() {
  Event e;
  e.kind = EventKind::parameter;
  e.index = 0x7ffffff0;
  e.value = 1;
  return clap_from(e);
}

ClapEvent foreign_event() {
  ClapEvent c = unknown_parameter();
  c.header.space_id = 77;
  c.header.type = 9999;
  return c;
}

bool event_from(const clap_event_header_t& h, Event& e) {
  e = {};
  e.time = static_cast<int32_t>(h.time);
  if (h.type == CLAP_EVENT_NOTE_END) {
    const auto& n = reinterpret_cast<const clap_event_note_t&>(h);
    e.kind = EventKind::note_end;
    e.port = n.port_index;
    e.channel = n.channel;
    e.key = n.key;
    e.note_id = n.note_id;
    return true;
  }
  if (h.type == CLAP_EVENT_MIDI) {
    const auto& m = reinterpret_cast<const clap_event_midi_t&>(h);
    e.kind = EventKind::midi;
    e.status = m.data[0];
    e.data1 = m.data[1];
    e.data2 = m.data[2];
    return true;
  }
  if (h.type != CLAP_EVENT_PARAM_VALUE) return false;
  const auto& p = reinterpret_cast<const clap_event_param_value_t&>(h);
  e.kind = EventKind::parameter;
  e.index = static_cast<int32_t>(p.param_id);
  e.value = static_cast<float>(p.value);
  return true;
}

}  // namespace partials::hosting
