// SPDX-License-Identifier: MIT
// A player as a JACK client: MIDI in, two channels out; two in, to record takes and for an effect, which also has MIDI out. [main-thread]
#pragma once
#include <atomic>
#include <string>

#include "base/nonblocking.h"
#include "base/result.h"
#include "bell.h"
#include "library/takes.h"
#include "player.h"
#include "src/jackbridge/JackBridge.hpp"

namespace partials {

class Client {
 public:
  Client(Player& player, Takes* takes, Bell& bell) : player_(player), takes_(takes), bell_(bell) {}  // takes: hears the input; may be null
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Result<void> open(const std::string& name);
  void connect_to_speakers();      // the first two physical outputs; an effect hears the first two inputs
  void keep_up();                  // now and then: where the latency is to change, does so, in silence
  bool lost() const { return lost_; }  // the JACK server has gone
  const char* name() const { return jackbridge_get_client_name(client_); }
  double rate_hz() const { return rate_hz_; }

 private:
  bool listens() const { return effect() || takes_; }
  bool effect() const { return player_.kind() == PlayerKind::effect; }
  bool register_ports();
  void set_callbacks();
  void resize(int frames);
  void latency(uint32_t mode);
  void process(uint32_t frames) noexcept PARTIALS_NONBLOCKING;

  Player& player_;
  Takes* takes_;
  Bell& bell_;  // rung when a note comes or something sounds
  jack_client_t* client_ = nullptr;
  jack_port_t *in_[2] = {}, *out_[2] = {}, *midi_in_ = nullptr, *midi_out_ = nullptr;
  double rate_hz_ = 48000;
  std::atomic<int> frames_{0};
  std::atomic<bool> lost_{false}, pause_{false}, paused_{false};
};

}  // namespace partials
