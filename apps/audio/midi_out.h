// SPDX-License-Identifier: MIT
// A MIDI output of ours, at ALSA's sequencer or at JACK. [one thread]
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials::audio {

inline constexpr const char* kUnjoined = "-";  // as a destination: to be connected by others
inline constexpr const char* kMidiOutClient = "Partials";

class MidiOut {
 public:
  virtual ~MidiOut() = default;
  virtual std::string destination() const = 0;  // what it was connected to; our own port where nothing was
  // One whole message of up to three bytes. It never waits; false: it is lost, as the queue is full.
  virtual bool send(std::span<const uint8_t> message) noexcept = 0;
};

// to: the name of a MIDI destination or a part of it, or kUnjoined. The Error names what is there.
Result<std::unique_ptr<MidiOut>> open_midi_out(const std::string& to);

// The first of `names` that is `to`, else the first that contains it; -1: none.
int matching(const std::vector<std::string>& names, const std::string& to);

}  // namespace partials::audio
