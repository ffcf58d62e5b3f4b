// SPDX-License-Identifier: MIT
// Outputs of a mapping as MIDI, to a port of ALSA's sequencer or of JACK.
#pragma once
#include <memory>
#include <string>

#include "audio/midi_out.h"
#include "body/map_session.h"
#include "body/midi_outputs.h"

namespace partials {

class MapMidi {
 public:
  // to: as audio::open_midi_out takes it. Throws Stop; says what is sent.
  static std::unique_ptr<MapMidi> start(const std::string& to, int channel, const motion::Mapping& mapping);
  ~MapMidi();  // ends the note
  body::MapSession::Sink sink();

 private:
  MapMidi(std::unique_ptr<audio::MidiOut> port, body::MidiOutputs outputs)
      : port_(std::move(port)), outputs_(std::move(outputs)) {}
  std::unique_ptr<audio::MidiOut> port_;
  body::MidiOutputs outputs_;
};

}  // namespace partials
