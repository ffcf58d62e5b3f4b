// SPDX-License-Identifier: MIT
#include "map_midi.h"

#include <chrono>
#include <thread>

#include "arguments.h"
#include "base/listed.h"
#include "base/printable.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {

std::unique_ptr<MapMidi> MapMidi::start(const std::string& to, int channel, const motion::Mapping& mapping) {
  auto outputs = must(body::MidiOutputs::create(mapping, channel), Exit::usage);
  auto port = must(audio::open_midi_out(to), Exit::usage);
  talk("MIDI to {} on channel {}: {}.\n", printable(port->destination()), channel,
       printable(listed(outputs.what())));
  return std::unique_ptr<MapMidi>(new MapMidi(std::move(port), std::move(outputs)));
}

MapMidi::~MapMidi() {
  outputs_.end([&](std::span<const uint8_t> message) { port_->send(message); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // for a cycle of JACK
}

body::MapSession::Sink MapMidi::sink() {
  return [this](std::span<const float> values, double) {
    outputs_.frame(values, [&](std::span<const uint8_t> message) { port_->send(message); });
  };
}

}  // namespace partials
