// SPDX-License-Identifier: MIT
// Handling of events. Notes begin and end in instrument_notes.cpp; voices are in instrument.cpp.
#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "families/instrument/instrument_player.h"
#include "play/gain.h"

namespace partials {
namespace {

// the velocity at which a note is as loud as it was recorded (families/instrument/performer.cpp)
constexpr float kNaturalVelocity = 0.75f;

float level_db_of(float gain) noexcept { return std::max(-120.f, db_of(gain)); }

}  // namespace

float InstrumentPlayer::mapped(float velocity) const noexcept {
  const float curved = std::pow(std::clamp(velocity, 0.f, 1.f), std::exp2(-2 * settings_.velocity_curve));
  return std::clamp(kNaturalVelocity + settings_.sensitivity * (curved - kNaturalVelocity), 0.f, 1.f);
}

void InstrumentPlayer::event(const Event& e) noexcept {
  touched_ = true;
  switch (e.kind) {
    case EventKind::note_on:
      note_on(e);
      break;
    case EventKind::note_off:
      note_off(e);
      break;
    case EventKind::choke:
      for (Slot& s : slots_)
        if (s.active && s.fading < 0 && meant(s, e)) {
          s.fading = 0;
          s.held = false;
        }
      break;
    case EventKind::midi:
      midi(e.status, e.data1, e.data2);
      break;
    case EventKind::note_end:
    case EventKind::parameter:
      break;
    default:
      touch(e);
      break;
  }
}

void InstrumentPlayer::touch(const Event& e) noexcept {
  const float x = std::isfinite(e.value) ? e.value : 0;
  const auto macro = static_cast<size_t>(std::clamp<int>(e.index, 0, kMacros - 1));
  if (e.kind == EventKind::modulation && e.note_id < 0 && e.key < 0 && e.channel < 0)
    modulation_[macro] = x;
  else
    for (Slot& s : slots_) {
      if (!s.active || !meant(s, e)) continue;
      switch (e.kind) {
        case EventKind::modulation:
          s.touch.modulation[macro] = x;
          s.touch.modulated |= 1u << macro;
          break;
        case EventKind::tuning:
          s.touch.tuning_semitones = std::clamp(x, -120.f, 120.f);
          break;
        case EventKind::volume:
          s.touch.level_db = std::min(level_db_of(x), 12.1f);
          break;
        case EventKind::pan:
          s.touch.pan = std::clamp(x, 0.f, 1.f);
          break;
        case EventKind::expression:
          s.touch.expression_db = 2 * level_db_of(x);
          break;
        case EventKind::vibrato:
          s.touch.vibrato = std::clamp(x, 0.f, 1.f);
          break;
        case EventKind::brightness:
          s.touch.brightness = std::clamp(x, 0.f, 1.f);
          break;
        case EventKind::pressure:
          s.touch.pressure = std::clamp(x, 0.f, 1.f);
          break;
        default:
          break;
      }
    }
}

void InstrumentPlayer::midi(uint8_t status, uint8_t data1, uint8_t data2) noexcept {
  const int channel = status & 15;
  data1 &= 127;
  data2 &= 127;
  touched_ = true;
  Event e;
  e.channel = static_cast<int16_t>(channel);
  e.key = data1;
  switch (status & 0xf0) {
    case 0x90:
    case 0x80:
      e.kind = (status & 0x10) && data2 ? EventKind::note_on : EventKind::note_off;
      e.value = static_cast<float>(data2) / 127;
      event(e);
      break;
    case 0xa0:
      e.kind = EventKind::pressure;
      e.value = static_cast<float>(data2) / 127;
      touch(e);
      break;
    case 0xb0:
      controller(channel, data1, data2);
      break;
    case 0xd0:
      channels_.pressure(channel, data1);
      break;
    case 0xe0:
      channels_.bend(channel, data2 << 7 | data1);
      break;
    default:
      break;
  }
}

void InstrumentPlayer::controller(int channel, int number, int value) noexcept {
  const bool was = channels_.sostenuto(channel);
  if (channels_.control(channel, number, value)) let_go(channel, true);
  if (number == 66 && !was && channels_.sostenuto(channel)) catch_held(channel);
  if (number == 120)  // all sound off
    for (Slot& s : slots_)
      if (s.active && s.fading < 0 && channels_.same_zone(channel, s.channel)) {
        s.fading = 0;
        s.held = false;
      }
  if (number >= 123) let_go(channel, false);  // all notes off, and the mode messages that imply it
}

void InstrumentPlayer::panic() noexcept {
  for (Slot& s : slots_)
    if (s.active && s.fading < 0) {
      s.fading = 0;
      s.held = false;
    }
  forget_keys();
}

void InstrumentPlayer::forget_keys() noexcept {
  keys_ = {};
  lost_ = {};
}

// Ends the notes of a channel, and of its members if it manages a zone; only_lifted: only those that neither
// key nor pedal holds.
void InstrumentPlayer::let_go(int channel, bool only_lifted) noexcept {
  for (Slot& s : slots_) {
    if (!s.active || !channels_.same_zone(channel, s.channel)) continue;
    if (!only_lifted) {
      s.held = s.caught = false;
      s.performer.release(tempo(s.channel).pace());
    } else if (!s.held) {
      let_go(s);
    }
  }
  if (only_lifted) return;
  keys_ = {};
  for (int c = 0; c < 16; ++c)
    if (channels_.same_zone(channel, c)) lost_[place(c)] = {};
}

// The key was released: the note ends, unless a pedal holds it.
void InstrumentPlayer::let_go(Slot& s) noexcept {
  s.held = false;
  s.caught = s.caught && channels_.sostenuto(s.channel);
  if (!channels_.pedal(s.channel) && !s.caught) s.performer.release(tempo(s.channel).pace());
}

// The sostenuto pedal goes down: it holds the notes whose keys are down now, and no later ones.
void InstrumentPlayer::catch_held(int channel) noexcept {
  for (Slot& s : slots_)
    if (s.active && s.held && s.fading < 0 && channels_.same_zone(channel, s.channel)) s.caught = true;
}

// A note ended before its key was released: that release belongs to it and must not end another note.
void InstrumentPlayer::lose(Slot& s) noexcept {
  uint8_t& lost = lost_[place(s.channel)][static_cast<size_t>(s.key & 127)];
  if (s.held && s.note_id < 0 && !settings_.mono && lost < 255) ++lost;
  s.held = s.caught = false;
}

}  // namespace partials
