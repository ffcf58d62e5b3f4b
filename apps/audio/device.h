// SPDX-License-Identifier: MIT
// Audio systems (JACK, PulseAudio, ALSA) behind one small interface: a system opens a device, which plays a
// stage until it is deleted or lost. All of it is called by one thread, the keeper's (keeper.h), which may
// wait for servers. An Error of open() is a clause: "no JACK server answers".
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
  bool keyboard = true;  // it may be joined without being asked for: a machine's own port, not a loop
};

class MidiPorts {
 public:
  virtual ~MidiPorts() = default;
  virtual std::vector<MidiPort> ports() = 0;  // that send and are there now
  virtual bool connect(const std::string& id, bool connected) = 0;
};

struct Request {
  std::string output;      // id of one of the system's outputs; "": its best
  std::string name;        // ours, among the system's clients
  int inputs = 0;          // 0 to 2
  bool midi_out = false;   // where the system has MIDI
  bool join = true;        // to speakers and microphones, where the system leaves that to a patchbay
  bool all_ports = false;  // there, all that either kind of player needs: it may change
};

class Device {
 public:
  virtual ~Device() = default;
  virtual std::string output() const = 0;  // id
  virtual std::string name() const = 0;    // for people
  virtual int rate_hz() const = 0;
  virtual int block() const = 0;
  virtual int inputs() const = 0;  // may be fewer than were asked for
  virtual int xruns() const = 0;
  virtual bool lost() const = 0;                  // it plays no more and will not again
  virtual bool stalled() const { return false; }  // it has taken no sound for some seconds
  // its own, as far as it tells: to the speaker, and from the microphone
  virtual double latency_ms(bool with_input) const = 0;
  virtual void keep_up() {}          // called some times a second
  virtual void latency_changed() {}  // of the stage's player
  // "from -> to", what was joined by Request::join
  virtual std::vector<std::string> joined() const { return {}; }
  virtual MidiPorts* midi() { return nullptr; }  // where the system has MIDI of its own
};

class System {
 public:
  virtual ~System() = default;
  virtual std::string id() const = 0;  // "jack"; an output's id is this, or begins with it and a colon
  // that are there now; in_use: a device of it plays
  virtual std::vector<AudioOutput> outputs(bool in_use) = 0;
  virtual bool has_input() = 0;  // a microphone has come since open() found none
  virtual Result<std::unique_ptr<Device>> open(const Request& request, Stage& stage) = 0;
  // what can be connected, for `partials play --list`
  virtual std::vector<std::string> lines() { return {}; }
};

// What there is on this machine, in the order in which it is tried; and MIDI that reaches us past the audio
// system (null: none).
struct Systems {
  std::vector<std::unique_ptr<System>> audio;
  std::unique_ptr<MidiPorts> midi;
  MidiFeed* feed = nullptr;  // of midi
};
Systems systems();

}  // namespace partials::audio
