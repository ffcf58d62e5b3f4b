// SPDX-License-Identifier: MIT
// Audio systems (JACK, PulseAudio, ALSA) behind one small interface: a system opens a device, which plays a
// stage until it is deleted or lost. Only the keeper's thread (keeper.h) calls these functions; it may wait
// for servers. The Error of open() is a clause: "no JACK server answers".
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "audio/stage.h"
#include "base/result.h"
#include "window/scene/standalone.h"

namespace partials::audio {

using window::AudioOutput;

struct MidiPort {
  std::string id, name;
  bool connected = false;
  bool keyboard = true;  // may be connected automatically: a port of the machine itself, not a loop
};

class MidiPorts {
 public:
  virtual ~MidiPorts() = default;
  virtual std::vector<MidiPort> ports() = 0;  // available senders
  virtual bool connect(const std::string& id, bool connected) = 0;
};

struct Request {
  std::string output;          // id of one of the system's outputs; "": the default
  std::string name;            // our name among the system's clients
  int inputs = 0;              // 0 to 2
  int rate_hz = 0, block = 0;  // wanted, where the system leaves them to us; 0: the usual ones
  bool midi_out = false;       // if the system has MIDI
  bool join = true;            // connect speakers and microphones, if the system leaves that to a patchbay
  bool all_ports = false;      // register the ports of both player kinds, because the kind may change
};

class Device {
 public:
  virtual ~Device() = default;
  virtual std::string output() const = 0;  // id
  virtual std::string name() const = 0;    // display name
  virtual int rate_hz() const = 0;
  virtual int block() const = 0;
  virtual int inputs() const = 0;  // may be fewer than requested
  virtual int xruns() const = 0;
  virtual bool lost() const = 0;                  // it has stopped for good
  virtual bool stalled() const { return false; }  // it has not requested audio for some seconds
  // the device's own latency, if it reports one: output plus input
  virtual double latency_ms(bool with_input) const = 0;
  virtual void keep_up() {}          // called several times a second
  virtual void latency_changed() {}  // of the stage's player
  // "from -> to": connections made by Request::join
  virtual std::vector<std::string> joined() const { return {}; }
  virtual MidiPorts* midi() { return nullptr; }  // if the system has its own MIDI
};

class System {
 public:
  virtual ~System() = default;
  virtual std::string id() const = 0;  // "jack"; an output's id is this, or starts with it and a colon
  // available outputs; in_use: a device of this system is open
  virtual std::vector<AudioOutput> outputs(bool in_use) = 0;
  virtual bool has_input() = 0;  // a microphone has been connected since open() found none
  virtual Result<std::unique_ptr<Device>> open(const Request& request, Stage& stage) = 0;
  // ports that can be connected, for `partials play --list`
  virtual std::vector<std::string> lines() { return {}; }
};

// The audio systems of this machine, in the order in which they are tried; and MIDI from outside the audio
// system (null: none).
struct Systems {
  std::vector<std::unique_ptr<System>> audio;
  std::unique_ptr<MidiPorts> midi;
  MidiFeed* feed = nullptr;  // of midi
};
Systems systems();

}  // namespace partials::audio
