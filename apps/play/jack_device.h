// SPDX-License-Identifier: MIT
// A JACK client (jackaudio.org; PipeWire answers to the same interface): stereo out, for an effect mono in, MIDI in with the sample
// of each message, MIDI out for an effect. No server is started: where none runs, there is no device.
#pragma once
#include <jack/jack.h>

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/nonblocking.h"
#include "base/result.h"
#include "engine/event.h"

namespace partials::play {

// What the audio thread is given for one block. Everything lives as long as the call.
struct JackBlock {
  const float* in = nullptr;  // null for an instrument
  float* out[2] = {};
  int frames = 0;
  const Event* midi = nullptr;
  int n_midi = 0;
};

class JackDevice {
 public:
  static constexpr int kMostMidi = 512;  // messages in one block; more are lost

  JackDevice() = default;
  ~JackDevice() { close(); }
  JackDevice(const JackDevice&) = delete;
  JackDevice& operator=(const JackDevice&) = delete;

  Result<void> open(const std::string& name, bool effect);
  // Begins to call process on the audio thread. latency_samples: from in to out, told to the server.
  Result<void> start(std::function<void(const JackBlock&)> process, int latency_samples);
  void close();
  int rate_hz() const;
  int block() const;
  int xruns() const { return xruns_.load(std::memory_order_relaxed); }
  bool gone() const { return gone_.load(std::memory_order_relaxed); }  // the server has ended
  void midi_out(const Event& e);                                        // [audio-thread] within process

  // Ports of others: "in" where sound or MIDI can be had from, "out" where sound can go. A line each, for people.
  std::vector<std::string> ports() const;
  // Joins our ports to the machine's own: sound out, for an effect sound in, and, where asked, MIDI of every physical port or of
  // those that hold `midi`. Says in words what was joined.
  std::vector<std::string> connect(bool with_midi, const std::string& midi);

 private:
  static int on_block(jack_nframes_t frames, void* self);
  int block(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING;
  void join(const std::string& from, const std::string& to, std::vector<std::string>& said);
  std::vector<std::string> found(const char* pattern, const char* type, unsigned long flags) const;

  jack_client_t* client_ = nullptr;
  jack_port_t *in_ = nullptr, *out_[2] = {}, *midi_in_ = nullptr, *midi_out_ = nullptr;
  void* midi_buffer_ = nullptr;
  std::function<void(const JackBlock&)> process_;
  int latency_ = 0;
  std::atomic<int> xruns_{0};
  std::atomic<bool> gone_{false};
};

}  // namespace partials::play
