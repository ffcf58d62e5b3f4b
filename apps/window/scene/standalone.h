// SPDX-License-Identifier: MIT
// What the window of a program of its own offers where a plug-in has its host for it: the audio system, MIDI
// inputs, and whether it is played by notes or by sound. A plug-in's window has none. [main-thread]
#pragma once
#include <string>
#include <vector>

#include "play/engine.h"

namespace partials::window {

struct AudioOutput {
  std::string id;    // stable: what a settings file may remember
  std::string name;  // for people: "JACK", "PulseAudio: Built-in speakers"
};

struct AudioState {
  bool running = false;
  bool automatic = false;  // no output was chosen: the best that is there
  std::string output;      // id of the AudioOutput in use or wanted; "": the best that is there
  std::string name;        // of that output, for people; "" where there is none
  double rate_hz = 0;
  int block = 0;          // samples
  double latency_ms = 0;  // what the program and the device add together, as far as the device tells
  std::string trouble;    // one sentence: what is missing and the remedy; "" while all is well
};

struct MidiInput {
  std::string id, name;
  bool connected = false;
};

class Standalone {
 public:
  // another number whenever what follows may have changed
  virtual int revision() const = 0;
  virtual AudioState audio() = 0;
  virtual std::vector<AudioOutput> outputs() = 0;         // that are there now
  virtual void choose_output(const std::string& id) = 0;  // "": the best that is there
  virtual std::vector<MidiInput> midi_inputs() = 0;       // that are there now
  virtual void connect_midi(const std::string& id, bool connected) = 0;
  // View::kind() is then another one, and its revision
  virtual void set_kind(PlayerKind kind) = 0;

 protected:
  ~Standalone() = default;
};

}  // namespace partials::window
