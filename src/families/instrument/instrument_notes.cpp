// SPDX-License-Identifier: MIT
// How notes begin, slur and end.
#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "families/instrument/instrument_player.h"

namespace partials {
namespace {

// by how much the soft pedal softens a note, as a share of the whole range
constexpr float kSoftVelocity = 0.18f;

}  // namespace

void InstrumentPlayer::note_on(const Event& e) noexcept {
  const auto key = static_cast<size_t>(std::clamp<int>(e.key, 0, 127));
  if (recorded_ && recorded_->counts()) {
    const float pitch = pitch_of(static_cast<int>(key));
    recorded_->note(pitch, slots_.front().performer.held_db(pitch, mapped(e.value)));
  }
  if (settings_.mono) {
    Key& k = keys_[key];
    k.velocity = std::max(1e-3f, e.value);
    k.order = ++notes_;
    ++k.down;
    for (const Slot& s : slots_)
      if (s.active && s.held && s.fading < 0 && s.key != static_cast<int16_t>(key)) {
        slur(e);
        return channels_.forget_source(std::max<int16_t>(0, e.channel));
      }
  } else {
    end_before(e);
    if (goes_on_from_source(e)) return;
  }
  const int channel = std::max<int16_t>(0, e.channel);
  const Portamento p = channels_.portamento(channel);
  const float from = p.source_key >= 0 ? pitch_of(p.source_key) : p.on ? pitch_before(channel) : kNoPitch;
  begin(e, from);
  channels_.forget_source(channel);
}

// Ends the notes that a new note of the same key replaces: the one with the same id, and those that only a
// pedal holds. Equal notes whose keys are down overlap.
void InstrumentPlayer::end_before(const Event& e) noexcept {
  for (Slot& s : slots_) {
    if (!s.active || s.fading >= 0 || s.key != e.key || s.channel != std::max<int16_t>(0, e.channel) ||
        s.port != e.port)
      continue;
    if (s.held && s.note_id == e.note_id && e.note_id >= 0) {
      let_go(s);
    } else if (!s.held) {
      s.caught = false;
      s.performer.release(tempo(s.channel).pace());
    }
  }
}

// CC 84 names a key that is playing: its note continues at the new key (MIDI 1.0, portamento control).
bool InstrumentPlayer::goes_on_from_source(const Event& e) noexcept {
  const int channel = std::max<int16_t>(0, e.channel), source = channels_.portamento(channel).source_key;
  if (source < 0) return false;
  for (Slot& s : slots_) {
    if (!s.active || !s.held || s.fading >= 0 || s.key != source || s.channel != channel) continue;
    lose(s);
    s.held = true;
    slur(s, e);
    channels_.forget_source(channel);
    return true;
  }
  return false;
}

int InstrumentPlayer::zone_of(int channel) const noexcept {
  const int manager = channels_.manager_of(channel);
  return manager >= 0 ? manager : channel & 15;
}

// The current or last pitch of the newest note of the channel, or of its zone.
float InstrumentPlayer::pitch_before(int channel) const noexcept {
  const Slot* newest = nullptr;
  for (const Slot& s : slots_)
    if (s.active && s.fading < 0 && zone_of(s.channel) == zone_of(channel) &&
        (!newest || s.order > newest->order))
      newest = &s;
  return newest ? newest->performer.pitch_midi() : last_pitch_[place(zone_of(channel))];
}

// Seconds of a slur or portamento; 0: as learned.
float InstrumentPlayer::glide_s(int channel) const noexcept {
  const Portamento p = channels_.portamento(channel);
  return p.time_s >= 0 && (p.on || p.source_key >= 0) ? std::max(1e-3f, p.time_s) : settings_.glide_s;
}

float InstrumentPlayer::struck(Slot& s, float velocity) noexcept {
  s.soft = channels_.soft(s.channel);
  return s.soft ? std::max(0.f, mapped(velocity) - kSoftVelocity) : mapped(velocity);
}

void InstrumentPlayer::begin(const Event& e, float from_midi) noexcept {
  const auto key = static_cast<size_t>(std::clamp<int>(e.key, 0, 127));
  Slot* s = take_slot();
  s->port = e.port;
  s->channel = std::max<int16_t>(0, e.channel);
  s->key = static_cast<int16_t>(key);
  s->note_id = e.note_id;
  s->order = ++notes_;
  s->velocity = e.value;
  s->active = s->held = true;
  s->caught = false;
  s->ends = -1;
  s->fading = -1;
  s->touch = {};
  s->level.start();
  const uint64_t seed = stream_key(settings_.seed, notes_, key);
  s->voice->start(seed);
  s->performer.set(settings_.envelope, from_midi > kNoPitch ? glide_s(s->channel) : settings_.glide_s);
  const Pace pace = tempo(s->channel).strike(now_);
  s->performer.start(pitch_of(static_cast<int>(key)), struck(*s, e.value), seed, pace,
                     timbre_controls_of(macros_, modulation_).attack);
  if (from_midi > kNoPitch) s->performer.come_from(from_midi);
  last_pitch_[place(zone_of(s->channel))] = pitch_of(static_cast<int>(key));
  hurry_others(*s, pace);
}

// If notes follow each other fast, the new one shortens the releases of those before it.
void InstrumentPlayer::hurry_others(const Slot& s, const Pace& pace) noexcept {
  for (Slot& other : slots_)
    if (other.active && &other != &s && zone_of(other.channel) == zone_of(s.channel))
      other.performer.hurry(pace);
}

void InstrumentPlayer::slur(const Event& e) noexcept {
  for (Slot& s : slots_)
    if (s.active && s.held && s.fading < 0) slur(s, e);
}

void InstrumentPlayer::slur(Slot& s, const Event& e) noexcept {
  // for the host that note has ended; its voice continues as this one
  if (s.note_id != e.note_id || s.key != e.key) report_end(s);
  s.port = e.port;
  s.channel = std::max<int16_t>(0, e.channel);
  s.key = e.key;
  s.note_id = e.note_id;
  s.velocity = e.value;
  s.performer.set(settings_.envelope, glide_s(s.channel));
  s.performer.slur_to(pitch_of(e.key), struck(s, e.value), tempo(s.channel).strike(now_));
  last_pitch_[place(zone_of(s.channel))] = pitch_of(e.key);
}

// Mono: the newest key still down plays again. False if there is none, or if the released key was not the one
// playing.
bool InstrumentPlayer::back_to_a_key(int key) noexcept {
  int back = -1;
  for (int k = 0; k < 128; ++k) {
    const Key& candidate = keys_[static_cast<size_t>(k)];
    if (candidate.down > 0 && (back < 0 || candidate.order > keys_[static_cast<size_t>(back)].order))
      back = k;
  }
  for (const Slot& s : slots_)
    if (back >= 0 && s.active && s.held && s.key == key) {
      Event e;
      e.kind = EventKind::note_on;
      e.port = s.port;
      e.channel = s.channel;
      e.key = static_cast<int16_t>(back);
      e.value = keys_[static_cast<size_t>(back)].velocity;
      slur(e);
      return true;
    }
  return false;
}

// Without an id, a release of one key ends the oldest of its notes without an id; with wildcards, all notes
// that match.
void InstrumentPlayer::note_off(const Event& e) noexcept {
  if (settings_.mono && e.key >= 0) {
    Key& k = keys_[static_cast<size_t>(e.key & 127)];
    if (k.down > 0 && --k.down > 0) return;
    if (back_to_a_key(e.key)) return;
  } else if (e.key < 0) {
    keys_ = {};
  }
  const bool one = e.note_id < 0 && e.key >= 0 && e.channel >= 0 && !settings_.mono;
  Slot* oldest = nullptr;
  for (Slot& s : slots_) {
    if (!s.active || !s.held || !meant(s, e)) continue;
    if (!one || s.note_id >= 0)
      let_go(s);
    else if (!oldest || s.order < oldest->order)
      oldest = &s;
  }
  if (!one) return;
  uint8_t& lost = lost_[place(e.channel)][static_cast<size_t>(e.key & 127)];
  if (lost > 0)
    --lost;
  else if (oldest)
    let_go(*oldest);
}

void InstrumentPlayer::take_over(const InstrumentPlayer& from) noexcept {
  channels_ = from.channels_;
  pitches_ = from.pitches_;
  macros_ = from.macros_;
  modulation_ = from.modulation_;
  keys_ = from.keys_;
  lost_ = from.lost_;
  last_pitch_ = from.last_pitch_;
  notes_ = from.notes_;
  now_ = from.now_;
  touched_ = true;
  for (const Slot& s : from.slots_) {
    if (!s.active || !s.held || s.fading >= 0) continue;
    Event e;
    e.kind = EventKind::note_on;
    e.port = s.port;
    e.channel = s.channel;
    e.key = s.key;
    e.note_id = s.note_id;
    e.value = s.velocity;
    begin(e, kNoPitch);
    for (Slot& mine : slots_)
      if (mine.active && mine.order == notes_) {
        mine.touch = s.touch;
        mine.caught = s.caught;
      }
  }
  tempo_ = from.tempo_;
}

}  // namespace partials
