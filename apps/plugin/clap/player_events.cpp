// SPDX-License-Identifier: MIT
#include "player_events.h"

#include <limits>

namespace partials::clap {
namespace {

template <class T>
const T& as(const clap_event_header_t& e) noexcept {
  return reinterpret_cast<const T&>(e);
}

template <class T>
void take_ids(Event& to, const T& from) noexcept {
  to.port = from.port_index;
  to.channel = from.channel;
  to.key = from.key;
  to.note_id = from.note_id;
}

std::optional<EventKind> note_kind(uint16_t type) noexcept {
  switch (type) {
    case CLAP_EVENT_NOTE_ON:
      return EventKind::note_on;
    case CLAP_EVENT_NOTE_OFF:
      return EventKind::note_off;
    case CLAP_EVENT_NOTE_CHOKE:
      return EventKind::choke;
    default:
      return std::nullopt;
  }
}

std::optional<EventKind> expression_kind(clap_note_expression id) noexcept {
  switch (id) {
    case CLAP_NOTE_EXPRESSION_VOLUME:
      return EventKind::volume;
    case CLAP_NOTE_EXPRESSION_PAN:
      return EventKind::pan;
    case CLAP_NOTE_EXPRESSION_TUNING:
      return EventKind::tuning;
    case CLAP_NOTE_EXPRESSION_VIBRATO:
      return EventKind::vibrato;
    case CLAP_NOTE_EXPRESSION_EXPRESSION:
      return EventKind::expression;
    case CLAP_NOTE_EXPRESSION_BRIGHTNESS:
      return EventKind::brightness;
    case CLAP_NOTE_EXPRESSION_PRESSURE:
      return EventKind::pressure;
    default:
      return std::nullopt;
  }
}

bool read_note(const clap_event_note_t& n, EventKind kind, Event& e) noexcept {
  e.kind = kind;
  e.value = static_cast<float>(n.velocity);
  take_ids(e, n);
  return kind != EventKind::note_on || (n.key >= 0 && n.key <= 127);
}

template <class T>
bool read_parameter(const T& p, double value, EventKind kind, PlayerKind player, Event& e) noexcept {
  e.kind = kind;
  e.index = static_cast<int32_t>(p.param_id);
  e.value = static_cast<float>(value);
  take_ids(e, p);
  return has_parameter(player, p.param_id);
}

bool read(const clap_event_header_t& h, PlayerKind player, Event& e) noexcept {
  if (const auto kind = note_kind(h.type)) return read_note(as<clap_event_note_t>(h), *kind, e);
  if (h.type == CLAP_EVENT_NOTE_EXPRESSION) {
    const auto& x = as<clap_event_note_expression_t>(h);
    const auto kind = expression_kind(x.expression_id);
    e.kind = kind.value_or(EventKind::tuning);
    e.value = static_cast<float>(x.value);
    take_ids(e, x);
    return kind.has_value();
  }
  if (h.type == CLAP_EVENT_PARAM_VALUE)
    return read_parameter(as<clap_event_param_value_t>(h), as<clap_event_param_value_t>(h).value,
                          EventKind::parameter, player, e);
  if (h.type == CLAP_EVENT_PARAM_MOD)
    return read_parameter(as<clap_event_param_mod_t>(h), as<clap_event_param_mod_t>(h).amount,
                          EventKind::modulation, player, e);
  if (h.type != CLAP_EVENT_MIDI) return false;
  const auto& m = as<clap_event_midi_t>(h);
  e.kind = EventKind::midi;
  e.status = m.data[0];
  e.data1 = m.data[1];
  e.data2 = m.data[2];
  e.port = static_cast<int16_t>(m.port_index);
  return m.data[0] >= 0x80 && m.data[0] < 0xf0;
}

clap_event_header_t header(uint32_t size, uint16_t type, int time, uint32_t flags = 0) noexcept {
  return {size, static_cast<uint32_t>(std::max(0, time)), CLAP_CORE_EVENT_SPACE_ID, type, flags};
}

}  // namespace

std::optional<Event> event_from(const clap_event_header_t& h, PlayerKind kind) noexcept {
  if (h.space_id != CLAP_CORE_EVENT_SPACE_ID) return std::nullopt;
  Event e;
  e.time = static_cast<int32_t>(std::min<uint32_t>(h.time, std::numeric_limits<int32_t>::max()));
  if (!read(h, kind, e)) return std::nullopt;
  return e;
}

bool push(const clap_output_events_t* out, const Event& e, int offset) noexcept {
  if (!out || !out->try_push) return false;
  const int time = e.time + offset;
  if (e.kind == EventKind::note_end) {
    const clap_event_note_t n{header(sizeof n, CLAP_EVENT_NOTE_END, time),
                              e.note_id,
                              std::max<int16_t>(0, e.port),
                              e.channel,
                              e.key,
                              0};
    return out->try_push(out, &n.header);
  }
  if (e.kind == EventKind::midi) {
    const clap_event_midi_t m{header(sizeof m, CLAP_EVENT_MIDI, time), 0, {e.status, e.data1, e.data2}};
    return out->try_push(out, &m.header);
  }
  if (e.kind != EventKind::parameter) return true;
  // The parameter was moved by a controller, which the host records itself.
  const clap_event_param_value_t p{header(sizeof p, CLAP_EVENT_PARAM_VALUE, time, CLAP_EVENT_DONT_RECORD),
                                   static_cast<clap_id>(e.index),
                                   nullptr,
                                   -1,
                                   -1,
                                   -1,
                                   -1,
                                   static_cast<double>(e.value)};
  return out->try_push(out, &p.header);
}

}  // namespace partials::clap
