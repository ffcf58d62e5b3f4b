// SPDX-License-Identifier: MIT
// Carries out OSC messages on a player (docs/osc.md lists them). Parameters are set at once; notes go to
// the audio thread through a ring; the owner of the session loads models. [one thread, not the audio
// thread]
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/ring.h"
#include "osc/message.h"
#include "play/engine.h"

namespace partials::osc {

using EventRing = Ring<Event, 1024>;

struct Peer {         // who sent a message
  bool local = true;  // from this machine
  std::function<void(std::string_view)> reply = [](std::string_view) {};
  std::function<void(bool on, int port)> subscribe = [](bool, int) {};  // port 0: the sender's port
};

class Control {
 public:
  Control(Engine& engine, EventRing& ring) : engine_(engine), ring_(ring) {}
  std::function<void(const std::string& path)> load = [](const std::string&) {};  // "": unload

  // A knob or an axis of a box (apps/box) by name; false: there is none of this name.
  std::function<bool(std::string_view name, double value)> knob = [](std::string_view, double) {
    return false;
  };

  // Returns false, without effect, if the message is unknown or its arguments do not fit. The address may
  // be a pattern (osc/pattern.h), which matches parameters, sounding notes and all other addresses in
  // docs/osc.md.
  bool take(const Message& m, const Peer& peer);
  int dropped() const { return dropped_; }  // events lost because the ring was full

 private:
  bool take_one(const Message& m, const Peer& peer);
  std::vector<std::string> addresses() const;
  bool parameter(std::string_view rest, const Message& m, const Peer& peer);
  bool note(std::string_view rest, const Message& m);
  bool note_on(const Message& m);
  bool note_change(int32_t id, std::string_view what, const Message& m);
  bool midi(const Message& m);
  bool shape(std::string_view rest, const Message& m);
  bool model(std::string_view rest, const Message& m, const Peer& peer);
  bool send(const Event& e);
  bool end_note(EventKind kind, int32_t id, float value);

  Engine& engine_;
  EventRing& ring_;
  int dropped_ = 0;
  // ids of started and not yet ended notes, at most kMaxNamed; patterns match these
  std::set<int32_t> sounding_;
};

// Sends state to subscribers: the meters always, parameters if they have changed since `sent`.
void each_news(const Engine& engine, Values& sent, const std::function<void(std::string_view)>& send);

// docs/osc.md's table of parameters.
std::string parameter_table();

}  // namespace partials::osc
