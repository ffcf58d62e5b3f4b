// SPDX-License-Identifier: MIT
// A song by beats instead of seconds, and its player: it is led to a position in beats and plays what lies on
// the way. The position never goes back. Loudness comes as expression (controller 11) on every channel that
// has notes: what the song itself says there, times 2^(size / 2), and with the usual curve 40 log10 that is
// 6 dB for half an octave of gesture. Nothing is allocated after prepare.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "play/midi_song.h"

namespace partials::conductor {

class Tune {
 public:
  // quarters: quarter notes in a conducted beat, above 0: 1 for 4/4, 2 for alla breve, 1.5 for 6/8 in two.
  // pickup: quarter notes before beat 0, at negative beats.
  void prepare(const MidiSong& song, double quarters, double pickup = 0);
  void reset() noexcept;

  double position() const noexcept { return position_; }  // beats
  double length() const noexcept { return events_.empty() ? 0 : events_.back().beat; }
  bool over() const noexcept { return next_ >= events_.size(); }

  // Plays everything up to a position; send(beat, status, data1, data2). A position before the present one,
  // or that is not a number, plays nothing.
  template <class Send>
  void advance(double to, Send&& send) noexcept {
    if (!(to > position_)) return;
    position_ = to;
    for (; next_ < events_.size() && events_[next_].beat <= to; ++next_) {
      const MidiEvent& e = events_[next_];
      if ((e.status & 0xf0) == 0xb0 && e.data1 == kExpression) {
        own_[e.status & 15u] = e.data2;
        send(e.beat, e.status, e.data1, told_[e.status & 15u] = expression(e.status & 15u));
      } else {
        send(e.beat, e.status, e.data1, e.data2);
        if ((e.status & 0xf0) != 0xb0 || e.data1 != kResetControllers) continue;
        const unsigned c = e.status & 15u;  // it has set the expression to the most
        own_[c] = 127;
        if (has_notes_[c]) send(e.beat, e.status, kExpression, told_[c] = expression(c));
      }
    }
  }
  // The size of the gesture in octaves; send(status, data1, data2) for each channel whose value changes.
  template <class Send>
  void loudness(double size, Send&& send) noexcept {
    size_ = size;
    for (unsigned c = 0; c < kChannels; ++c) {
      const uint8_t value = expression(c);
      if (!has_notes_[c] || value == told_[c]) continue;
      told_[c] = value;
      send(static_cast<uint8_t>(0xb0u | c), kExpression, value);
    }
  }

 private:
  static constexpr unsigned kChannels = 16;
  static constexpr uint8_t kExpression = 11, kResetControllers = 121;
  static constexpr double kMiddle = 90;  // of the gesture's usual size: 6 dB below the most
  uint8_t expression(unsigned channel) const noexcept;

  std::vector<MidiEvent> events_;  // beat in conducted beats
  std::array<bool, kChannels> has_notes_{};
  std::array<uint8_t, kChannels> own_{}, told_{};
  size_t next_ = 0;
  double position_ = -1e9, size_ = 0;
};

}  // namespace partials::conductor
