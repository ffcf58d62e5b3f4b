// SPDX-License-Identifier: MIT
// Plays one continuous note from two outputs of a mapping: key, which may lie between two keys, and level
// 0..1. The note begins where the level rises above kBegin and ends where it falls below kEnd; between them
// key bends it and level is its expression. Allocates nothing.
#pragma once
#include <algorithm>
#include <cmath>

#include "play/event.h"

namespace partials::body {

class NoteDriver {
 public:
  static constexpr float kBegin = 0.1f, kEnd = 0.05f;

  explicit NoteDriver(float farthest_semitones = 24) noexcept : farthest_(farthest_semitones) {}

  // send(const Event&) is called for each event. Values that are not finite end the note.
  template <class Send>
  void set(float key, float level, Send&& send) noexcept {
    const bool valid = std::isfinite(key) && std::isfinite(level);
    if (playing_ && (!valid || level < kEnd || std::abs(key - static_cast<float>(key_)) > farthest_)) {
      send(event(EventKind::note_off, 0));
      playing_ = false;
    }
    if (!valid) return;
    if (!playing_ && level > kBegin) {
      key_ = std::clamp(static_cast<int>(std::lround(key)), 0, 127);
      playing_ = true;
      ++note_;
      send(event(EventKind::note_on, std::clamp(level, 0.f, 1.f)));
    }
    if (!playing_) return;
    send(event(EventKind::tuning, key - static_cast<float>(key_)));
    send(event(EventKind::expression, std::clamp(level, 0.f, 1.f)));
  }
  template <class Send>
  void end(Send&& send) noexcept {
    if (playing_) send(event(EventKind::note_off, 0));
    playing_ = false;
  }

 private:
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
  float farthest_;  // semitones that a note is bent before a new one begins
  bool playing_ = false;
  int key_ = 60;
  int32_t note_ = 0;
};

}  // namespace partials::body
