// SPDX-License-Identifier: MIT
// Functions of the standalone's window that a plug-in leaves to its host: audio system, MIDI inputs, and
// the choice of instrument or effect. [main-thread]
#pragma once
#include <string>
#include <vector>

#include "play/engine.h"

namespace partials::window {

struct AudioOutput {
  std::string id;    // stable, so that a settings file can store it
  std::string name;  // display name: "JACK", "PulseAudio: Built-in speakers"
};

struct AudioState {
  bool running = false;
  bool automatic = false;  // no output was chosen: the first available is used
  std::string output;      // id of the AudioOutput in use or chosen; "": the first available
  std::string name;        // display name of that output; "" if there is none
  double rate_hz = 0;
  int block = 0;          // samples
  double latency_ms = 0;  // program and device together, if the device reports its latency
  std::string trouble;    // one sentence: what is missing and the remedy; "" if there is no error
};

struct MidiInput {
  std::string id, name;
  bool connected = false;
};

class Standalone {
 public:
  // changes whenever the following may have changed
  virtual int revision() const = 0;
  virtual AudioState audio() = 0;
  virtual std::vector<AudioOutput> outputs() = 0;         // that are there now
  virtual void choose_output(const std::string& id) = 0;  // "": the first available
  virtual std::vector<MidiInput> midi_inputs() = 0;       // that are there now
  virtual void connect_midi(const std::string& id, bool connected) = 0;
  // changes View::kind() and the revision
  virtual void set_kind(PlayerKind kind) = 0;

 protected:
  ~Standalone() = default;
};

}  // namespace partials::window
