// SPDX-License-Identifier: MIT
#include "vst3_events.h"

#include <algorithm>
#include <cmath>

namespace partials::hosting::vst3 {
namespace {

constexpr int kChannelPressure = 128, kBend = 129;  // controllers beyond MIDI's

float unit(uint8_t data) { return static_cast<float>(data) / 127; }

v3_event at(int time, v3_event_type type) {
  v3_event v{};
  v.sample_offset = time;
  v.type = static_cast<uint16_t>(type);
  return v;
}

v3_event note(int time, bool on, int channel, int key, float velocity, int note_id = -1) {
  v3_event v = at(time, on ? V3_EVENT_NOTE_ON : V3_EVENT_NOTE_OFF);
  if (on)
    v.note_on = {static_cast<int16_t>(channel), static_cast<int16_t>(key), 0, velocity, 0, note_id};
  else
    v.note_off = {static_cast<int16_t>(channel), static_cast<int16_t>(key), velocity, note_id, 0};
  return v;
}

// Expressions of one note, normalised as the VST3 interface defines each type; pressure is a type that the
// plug-in defines in its list.
bool expression(const Event& e, v3_event& v) {
  constexpr uint32_t kPressure = 100000;
  const double x = std::isfinite(e.value) ? static_cast<double>(e.value) : 0;
  v = at(e.time, V3_EVENT_NOTE_EXP_VALUE);
  const auto is = [&](uint32_t type, double value) {
    v.note_exp_value = {type, e.note_id, std::clamp(value, 0.0, 1.0)};
    return true;
  };
  switch (e.kind) {
    case EventKind::volume:
      return is(0, x / 4);
    case EventKind::pan:
      return is(1, x);
    case EventKind::tuning:
      return is(2, x / 240 + 0.5);
    case EventKind::vibrato:
      return is(3, x);
    case EventKind::expression:
      return is(4, x);
    case EventKind::brightness:
      return is(5, x);
    case EventKind::pressure:
      return is(kPressure, x);
    default:
      return false;
  }
}

v3_event key_pressure(const Event& e) {
  v3_event v = at(e.time, V3_EVENT_POLY_PRESSURE);
  v.poly_pressure = {static_cast<int16_t>(e.status & 15), e.data1, unit(e.data2), -1};
  return v;
}

void control(Sent& sent, v3_midi_mapping** mapping, const Event& e, int number, double value) {
  v3_param_id id;
  if (v3_cpp_obj(mapping)->get_midi_controller_assignment(mapping, 0, static_cast<int16_t>(e.status & 15),
                                                          static_cast<int16_t>(number), &id) == V3_TRUE)
    sent.changes.add(id, {e.time, value});
}

void midi(Sent& sent, v3_midi_mapping** mapping, const Event& e) {
  switch (e.status & 0xf0) {
    case 0x80:
      return sent.notes.events.push_back(note(e.time, false, e.status & 15, e.data1, unit(e.data2)));
    case 0x90:
      return sent.notes.events.push_back(note(e.time, e.data2 > 0, e.status & 15, e.data1, unit(e.data2)));
    case 0xa0:
      return sent.notes.events.push_back(key_pressure(e));
    case 0xb0:
      return control(sent, mapping, e, e.data1, e.data2 / 127.0);
    case 0xd0:
      return control(sent, mapping, e, kChannelPressure, e.data1 / 127.0);
    case 0xe0:
      return control(sent, mapping, e, kBend, (e.data2 << 7 | e.data1) / 16383.0);
    default:
      return;
  }
}

}  // namespace

void Sent::take(std::span<const Event> events, const Parameters& parameters, v3_midi_mapping** mapping) {
  notes.events.clear();
  changes.clear();
  for (const Event& e : events) {
    v3_param_id id;
    if (e.kind == EventKind::midi)
      midi(*this, mapping, e);
    else if (e.kind == EventKind::note_on || e.kind == EventKind::note_off)
      notes.events.push_back(
          note(e.time, e.kind == EventKind::note_on, std::max<int>(0, e.channel), e.key, e.value, e.note_id));
    else if (e.kind == EventKind::parameter && parameters.id_of(e.index, id))
      changes.add(id, {e.time, parameters.normalised(id, static_cast<double>(clamped(e.index, e.value)))});
    else if (v3_event v; e.note_id >= 0 && expression(e, v))
      notes.events.push_back(v);
  }
  changes.sort();
}

void Sent::disturb() {
  ParameterChanges all(0);
  all.add(0x7ffffff0, {0, 1});
  for (int i = 0; i < changes.used; ++i)
    for (const Point& p : changes.queues[static_cast<size_t>(i)].points)
      all.add(changes.queues[static_cast<size_t>(i)].id, p);
  changes = std::move(all);
  notes.events.insert(notes.events.begin(), at(0, static_cast<v3_event_type>(4711)));
}

bool event_from(const v3_event& v, Event& e) {
  const bool on = v.type == V3_EVENT_NOTE_ON;
  if (!on && v.type != V3_EVENT_NOTE_OFF) return false;
  e = {};
  e.time = v.sample_offset;
  e.status = static_cast<uint8_t>((on ? 0x90 : 0x80) | (on ? v.note_on.channel : v.note_off.channel));
  e.data1 = static_cast<uint8_t>(on ? v.note_on.pitch : v.note_off.pitch);
  e.data2 = static_cast<uint8_t>(std::lround(127 * (on ? v.note_on.velocity : v.note_off.velocity)));
  return true;
}

}  // namespace partials::hosting::vst3
