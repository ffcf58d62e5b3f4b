// SPDX-License-Identifier: MIT
#include "families/conductor/tune.h"

#include <algorithm>
#include <cmath>

namespace partials::conductor {

void Tune::prepare(const MidiSong& song, double quarters, double pickup) {
  events_ = song.events;
  has_notes_.fill(false);
  for (MidiEvent& e : events_) {
    e.beat = (e.beat - pickup) / quarters;
    if (begins_note(e)) has_notes_[e.status & 15u] = true;
  }
  reset();
}

void Tune::reset() noexcept {
  next_ = 0;
  position_ = -1e9;
  size_ = 0;
  own_.fill(127);
  told_.fill(255);  // no value of MIDI, so that the first is sent
}

uint8_t Tune::expression(unsigned channel) const noexcept {
  const double octaves = std::isfinite(size_) ? std::clamp(size_, -2.0, 2.0) : 0;
  const double value = kMiddle * std::exp2(octaves / 2) * own_[channel] / 127;
  return static_cast<uint8_t>(std::clamp(std::lround(value), own_[channel] ? 1L : 0L, 127L));
}

}  // namespace partials::conductor
