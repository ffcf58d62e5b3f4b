// SPDX-License-Identifier: MIT
// What starts, changes and ends notes. Voices stand in instrument.cpp.
#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "engine/instrument.h"

namespace partials {
namespace {

constexpr float kNaturalVelocity = 0.75f;  // at which a note is as loud as it was recorded (engine/performer.cpp)

float db_of(float gain) noexcept { return std::max(-120.f, 20 * std::log10(std::max(1e-6f, gain))); }

template <class Slot>
bool meant(const Slot& s, const Event& e) noexcept {
  return (e.port < 0 || s.port < 0 || e.port == s.port) && (e.channel < 0 || e.channel == s.channel) && (e.key < 0 || e.key == s.key) &&
         (e.note_id < 0 || e.note_id == s.note_id);
}

}  // namespace

float Instrument::felt(float velocity) const noexcept {
  const float curved = std::pow(std::clamp(velocity, 0.f, 1.f), std::exp2(-2 * settings_.velocity_curve));
  return std::clamp(kNaturalVelocity + settings_.sensitivity * (curved - kNaturalVelocity), 0.f, 1.f);
}

void Instrument::event(const Event& e) noexcept {
  touched_ = true;
  switch (e.kind) {
    case EventKind::note_on: note_on(e); break;
    case EventKind::note_off: note_off(e); break;
    case EventKind::choke:
      for (Slot& s : slots_)
        if (s.active && s.fading < 0 && meant(s, e)) s.fading = 0, s.held = false;
      break;
    case EventKind::midi: midi(e.status, e.data1, e.data2); break;
    case EventKind::note_end:
    case EventKind::parameter: break;
    default: touch(e); break;
  }
}

void Instrument::touch(const Event& e) noexcept {
  const float x = std::isfinite(e.value) ? e.value : 0;
  const auto macro = static_cast<size_t>(std::clamp(e.index, 0, kMacros - 1));
  if (e.kind == EventKind::modulation && e.note_id < 0 && e.key < 0 && e.channel < 0) modulation_[macro] = x;
  else for (Slot& s : slots_) {
    if (!s.active || !meant(s, e)) continue;
    switch (e.kind) {
      case EventKind::modulation: s.touch.modulation[macro] = x, s.touch.modulated |= 1u << macro; break;
      case EventKind::tuning: s.touch.tuning_semitones = std::clamp(x, -120.f, 120.f); break;
      case EventKind::volume: s.touch.level_db = std::min(db_of(x), 12.1f); break;
      case EventKind::pan: s.touch.pan = std::clamp(x, 0.f, 1.f); break;
      case EventKind::expression: s.touch.expression_db = 2 * db_of(x); break;
      case EventKind::vibrato: s.touch.vibrato = std::clamp(x, 0.f, 1.f); break;
      case EventKind::brightness: s.touch.brightness = std::clamp(x, 0.f, 1.f); break;
      case EventKind::pressure: s.touch.pressure = std::clamp(x, 0.f, 1.f); break;
      default: break;
    }
  }
}

void Instrument::midi(uint8_t status, uint8_t data1, uint8_t data2) noexcept {
  const int channel = status & 15;
  data1 &= 127, data2 &= 127;
  touched_ = true;
  Event e;
  e.channel = static_cast<int16_t>(channel), e.key = data1;
  switch (status & 0xf0) {
    case 0x90:
    case 0x80:
      e.kind = (status & 0x10) && data2 ? EventKind::note_on : EventKind::note_off;
      e.value = static_cast<float>(data2) / 127;
      event(e);
      break;
    case 0xa0:
      e.kind = EventKind::pressure, e.value = static_cast<float>(data2) / 127;
      touch(e);
      break;
    case 0xb0: controller(channel, data1, data2); break;
    case 0xd0: channels_.pressure(channel, data1); break;
    case 0xe0: channels_.bend(channel, data2 << 7 | data1); break;
    default: break;
  }
}

void Instrument::controller(int channel, int number, int value) noexcept {
  if (channels_.control(channel, number, value)) let_go(channel, true);
  if (number == 120)  // all sound off
    for (Slot& s : slots_)
      if (s.active && s.fading < 0 && channels_.same_zone(channel, s.channel)) s.fading = 0, s.held = false;
  if (number >= 123) let_go(channel, false);  // all notes off, and the mode messages that imply it
}

void Instrument::panic() noexcept {
  for (Slot& s : slots_)
    if (s.active && s.fading < 0) s.fading = 0, s.held = false;
  keys_down_ = {};
}

void Instrument::let_go(int channel, bool only_lifted) noexcept {
  for (Slot& s : slots_) {
    if (!s.active || !channels_.same_zone(channel, s.channel) || (only_lifted && (s.held || channels_.pedal(s.channel)))) continue;
    s.held = false;
    s.performer.release();
  }
  if (!only_lifted) keys_down_ = {};
}

void Instrument::note_on(const Event& e) noexcept {
  const auto key = static_cast<size_t>(std::clamp<int>(e.key, 0, 127));
  if (settings_.mono) {
    keys_down_[key] = std::max(1e-3f, e.value);
    key_order_[key] = ++notes_;
    for (Slot& s : slots_)
      if (s.active && s.held && s.fading < 0) return slur(e);
  } else {
    Event before = e;  // the same key again ends the note before
    before.note_id = -1;
    note_off(before);
  }
  Slot* s = take_slot();
  s->port = e.port, s->channel = std::max<int16_t>(0, e.channel), s->key = static_cast<int16_t>(key), s->note_id = e.note_id;
  s->order = ++notes_, s->velocity = e.value;
  s->active = s->held = true;
  s->ends = -1, s->fading = -1;
  s->touch = {};
  s->level.start();
  const uint64_t seed = stream_key(settings_.seed, notes_, key);
  s->voice.start(seed);
  s->performer.set(settings_.envelope, settings_.glide_s);
  s->performer.start(pitch_of(static_cast<int>(key)), felt(e.value), seed);
}

void Instrument::slur(const Event& e) noexcept {
  for (Slot& s : slots_) {
    if (!s.active || !s.held || s.fading >= 0) continue;
    if (s.note_id != e.note_id || s.key != e.key) report_end(s);  // that note is over for the host; its voice goes on as this one
    s.port = e.port, s.channel = std::max<int16_t>(0, e.channel), s.key = e.key, s.note_id = e.note_id;
    s.performer.set(settings_.envelope, settings_.glide_s);
    s.performer.slur_to(pitch_of(e.key), felt(e.value));
  }
}

// Mono: the newest key still down sounds again. False where there is none, or where the key let go was not the one that sounds.
bool Instrument::back_to_a_key(int key) noexcept {
  int back = -1;
  for (int k = 0; k < 128; ++k)
    if (keys_down_[static_cast<size_t>(k)] > 0 && (back < 0 || key_order_[static_cast<size_t>(k)] > key_order_[static_cast<size_t>(back)])) back = k;
  for (const Slot& s : slots_)
    if (back >= 0 && s.active && s.held && s.key == key) {
      Event e;
      e.kind = EventKind::note_on, e.port = s.port, e.channel = s.channel, e.key = static_cast<int16_t>(back), e.value = keys_down_[static_cast<size_t>(back)];
      return slur(e), true;
    }
  return false;
}

void Instrument::note_off(const Event& e) noexcept {
  if (settings_.mono && e.key >= 0) {
    keys_down_[static_cast<size_t>(e.key & 127)] = 0;
    if (back_to_a_key(e.key)) return;
  } else if (e.key < 0) {
    keys_down_ = {};
  }
  for (Slot& s : slots_) {
    if (!s.active || !s.held || !meant(s, e)) continue;
    s.held = false;
    if (!channels_.pedal(s.channel)) s.performer.release();
  }
}

void Instrument::take_over(const Instrument& from) noexcept {
  channels_ = from.channels_;
  pitches_ = from.pitches_, macros_ = from.macros_, modulation_ = from.modulation_;
  keys_down_ = from.keys_down_, key_order_ = from.key_order_;
  notes_ = from.notes_;
  touched_ = true;
  for (const Slot& s : from.slots_) {
    if (!s.active || !s.held || s.fading >= 0) continue;
    Event e;
    e.kind = EventKind::note_on, e.port = s.port, e.channel = s.channel, e.key = s.key, e.note_id = s.note_id, e.value = s.velocity;
    const Touch kept = s.touch;
    note_on(e);
    for (Slot& mine : slots_)
      if (mine.active && mine.order == notes_) mine.touch = kept;
  }
}

}  // namespace partials
