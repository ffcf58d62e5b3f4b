// SPDX-License-Identifier: MIT
// A stage as a JACK client: two outputs, the requested number of inputs, MIDI in, and MIDI out if
// requested. It never starts a server. JACK's own threads call process, resize and latency.
#pragma once
#include <array>
#include <atomic>
#include <string>
#include <vector>

#include "audio/device.h"
#include "jack/library.h"

namespace partials::jack {

class Client final : public audio::Device, private audio::MidiPorts {
 public:
  explicit Client(audio::Stage& stage) : stage_(stage) {}
  ~Client() override { close(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Result<void> open(const std::string& name);         // connects to the server
  Result<void> start(const audio::Request& request);  // prepares the stage, registers the ports and plays
  void close();

  std::string output() const override { return "jack"; }
  std::string name() const override { return "JACK"; }
  int rate_hz() const override { return rate_hz_; }
  int block() const override { return frames_; }
  int inputs() const override { return inputs_; }
  int xruns() const override { return xruns_.load(std::memory_order_relaxed); }
  bool lost() const override { return lost_; }
  double latency_ms(bool with_input) const override;
  void latency_changed() override;
  std::vector<std::string> joined() const override { return joined_; }
  audio::MidiPorts* midi() override { return this; }

  // Ports of other clients, one line each: "in" can be a source of audio or MIDI, "out" a destination.
  std::vector<std::string> lines() const;

 private:
  static constexpr size_t kMaxMessages = 1024;  // per cycle

  bool register_ports(const audio::Request& request);
  void set_callbacks();
  void resize(int frames);
  void latency(jack_latency_callback_mode_t mode);
  void connection(jack_port_id_t to, bool made);
  void process(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING;
  size_t take_midi(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING;
  void send(std::span<const Event> events) noexcept PARTIALS_NONBLOCKING;

  // joining.cpp
  void join_sound();
  std::vector<std::string> found(const char* type, unsigned long flags) const;
  void join(const std::string& from, const std::string& to);
  std::vector<audio::MidiPort> ports() override;
  bool connect(const std::string& id, bool connected) override;

  audio::Stage& stage_;
  const Library* jack_ = nullptr;
  jack_client_t* client_ = nullptr;
  jack_port_t *in_[2] = {}, *out_[2] = {}, *midi_in_ = nullptr, *midi_out_ = nullptr;
  int inputs_ = 0, rate_hz_ = 48000;
  std::vector<std::string> joined_;
  std::array<audio::MidiMessage, kMaxMessages> messages_;
  void* midi_out_buffer_ = nullptr;  // of the current cycle
  std::atomic<int> frames_{0}, xruns_{0};
  // ended_: the sender of the MIDI input has gone, so its held notes must end
  std::atomic<bool> lost_{false}, ended_{false};
};

}  // namespace partials::jack
