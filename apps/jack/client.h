// SPDX-License-Identifier: MIT
// A player as a JACK client: MIDI in and two channels out, in addition as many in as are asked for, and for an effect MIDI out. No server is
// started: where none runs, opening says so. Where the player's latency is to change, it is restarted in a moment of silence.
// [main-thread] but for Around, whose functions the audio thread calls.
#pragma once
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "base/nonblocking.h"
#include "jack/library.h"
#include "player.h"

namespace partials::jack {

struct Cycle {              // one process cycle of the server
  const float* in[2] = {};  // the first `inputs` of them
  float* out[2] = {};
  int inputs = 0, frames = 0;
  bool midi = false;        // messages came
};

// What a program does around its player. [audio-thread]
class Around {
 public:
  virtual void heard(const Cycle&) noexcept PARTIALS_NONBLOCKING {}   // what comes in, also while the player restarts
  virtual void before(Player&) noexcept PARTIALS_NONBLOCKING {}       // adds events of its own to those that come by MIDI
  virtual void after(const Cycle&) noexcept PARTIALS_NONBLOCKING {}   // has the sound before the server has it

 protected:
  ~Around() = default;
};

class Client {
 public:
  Client(Player& player, Around& around) : player_(player), around_(around) {}
  ~Client() { close(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Finds the server; no_server: the sentence where there is none.
  Result<void> open(const std::string& name, const char* no_server);
  Result<void> start(int inputs);  // activates the player (whose status() says why not), registers the ports and plays. inputs: 0 to 2
  void close();
  void keep_up();                  // now and then: the restart for a new latency

  const char* name() const { return jack_->get_client_name(client_); }  // the server may have changed it
  int rate_hz() const { return rate_hz_; }
  int block() const { return frames_; }
  int xruns() const { return xruns_.load(std::memory_order_relaxed); }
  bool lost() const { return lost_; }                                   // the server has gone

  // Ports of others: "in" where sound or MIDI can be had from, "out" where it can go. A line each, for people.
  std::vector<std::string> ports() const;
  // Joins our ports to the machine's own: sound out and in, and, where asked, MIDI of every physical port or of those that hold
  // `midi`. Says in words what was joined.
  std::vector<std::string> join(bool with_midi, const std::string& midi);

 private:
  bool effect() const { return player_.kind() == PlayerKind::effect; }
  bool register_ports(int inputs);
  void set_callbacks();
  void resize(int frames);
  void restart();
  void latency(jack_latency_callback_mode_t mode);
  void process(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING;
  void play(const Cycle& cycle, void* midi_in, void* midi_out) noexcept PARTIALS_NONBLOCKING;
  std::vector<std::string> found(const char* type, unsigned long flags) const;
  void connect(const std::string& from, const std::string& to, std::vector<std::string>& said);

  Player& player_;
  Around& around_;
  const Library* jack_ = nullptr;
  jack_client_t* client_ = nullptr;
  jack_port_t *in_[2] = {}, *out_[2] = {}, *midi_in_ = nullptr, *midi_out_ = nullptr;
  int inputs_ = 0, rate_hz_ = 48000;
  std::atomic<int> frames_{0}, xruns_{0}, latency_{0};  // latency_: of the player, which may be restarting when the server asks
  std::atomic<bool> lost_{false}, pause_{false}, playing_{false};
  std::mutex restarting_;
};

}  // namespace partials::jack
