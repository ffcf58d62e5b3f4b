// SPDX-License-Identifier: MIT
// Plays one note at a time from outputs of a mapping: key, which may lie between two keys, level 0..1, and
// strike. A note begins where the level rises above kBegin and ends where it falls below kEnd; between them
// level is its expression. Without a scale the key bends the note. With a scale the note is the one that the
// key picks (scale.h), and where that changes, a slur leads to the new one. Where strike rises above a half,
// a note begins anew. Allocates nothing.
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>

#include "body/scale.h"
#include "play/event.h"

namespace partials::body {

struct WantedNote {
  float key = 60, level = 0, strike = 0;
  double now_s = 0;
};

class NoteDriver {
 public:
  static constexpr float kBegin = 0.1f, kEnd = 0.05f;
  // of a scale's notes: their loudness is their expression alone; a bent note has its first level as velocity
  static constexpr float kVelocity = 0.8f;
  static constexpr float kStrike = 0.5f, kStruckBelow = 0.35f;  // strike begins a note; and is ready again
  // how long a note lasts at least before a strike, and before a slur, ends it
  static constexpr double kBeforeStrike_s = 0.1, kBeforeSlur_s = 0.2;

  // farthest_semitones: that a note is bent before a new one begins
  explicit NoteDriver(std::optional<Scale> scale = {}, float farthest_semitones = 24) noexcept
      : farthest_(farthest_semitones), scaled_(scale), steps_(scale.value_or(Scale())) {}

  // send(const Event&) is called for each event. Values that are not finite end the note.
  template <class Send>
  void set(const WantedNote& w, Send&& send) noexcept {
    const bool valid = std::isfinite(w.key) && std::isfinite(w.level);
    if (playing_ && (!valid || w.level < kEnd || too_far(w.key))) end(send);
    if (!valid) return;
    const bool struck = strikes(w.strike);
    if (!playing_ && w.level > kBegin) begin(w, pick(w.key), send);
    if (!playing_) return;
    if (w.now_s - begun_s_ >= (struck ? kBeforeStrike_s : kBeforeSlur_s)) change(w, struck, send);
    if (!scaled_) send(event(EventKind::tuning, w.key - static_cast<float>(key_)));
    send(event(EventKind::expression, std::clamp(w.level, 0.f, 1.f)));
  }
  template <class Send>
  void end(Send&& send) noexcept {
    if (playing_) send(event(EventKind::note_off, 0));
    playing_ = false;
    steps_.forget();
  }
  int key() const noexcept { return playing_ ? key_ : -1; }  // of the note that sounds; -1: none
  bool bends() const noexcept { return !scaled_; }           // to keys between two notes

 private:
  bool too_far(float key) const noexcept {
    return !scaled_ && std::abs(key - static_cast<float>(key_)) > farthest_;
  }
  int pick(float key) noexcept {
    return scaled_ ? steps_.pick(key) : std::clamp(static_cast<int>(std::lround(key)), 0, 127);
  }
  bool strikes(float strike) noexcept {
    if (!(strike > kStruckBelow)) armed_ = true;
    if (!armed_ || !(strike > kStrike)) return false;
    armed_ = false;
    return true;
  }
  template <class Send>
  void begin(const WantedNote& w, int key, Send&& send) noexcept {
    key_ = key;
    playing_ = true;
    begun_s_ = w.now_s;
    ++note_;
    send(event(EventKind::note_on, scaled_ ? kVelocity : std::clamp(w.level, 0.f, 1.f)));
  }
  // To the next note: after a strike detached, else over a slur, where the old key is released after the new.
  template <class Send>
  void change(const WantedNote& w, bool struck, Send&& send) noexcept {
    const int next = scaled_ || struck ? pick(w.key) : key_;
    if (!struck && next == key_) return;
    const Event release = event(EventKind::note_off, 0);
    if (struck) send(release);
    begin(w, next, send);
    if (!struck) send(release);
  }
  Event event(EventKind kind, float value) const noexcept {
    Event e;
    e.kind = kind;
    e.port = 0;
    e.channel = 0;
    e.key = static_cast<int16_t>(key_);
    e.note_id = note_;
    e.value = value;
    return e;
  }
  float farthest_;
  std::optional<Scale> scaled_;
  ScaleSteps steps_;
  bool playing_ = false, armed_ = false;
  int key_ = 60;
  int32_t note_ = 0;
  double begun_s_ = 0;
};

}  // namespace partials::body
