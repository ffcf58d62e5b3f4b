// SPDX-License-Identifier: MIT
#include "client.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace partials {
namespace {

// Both ends of every connection between two lists of ports, in order.
void connect(jack_client_t* client, const char** from, const char** to) {
  for (int c = 0; c < 2 && from && to && from[c] && to[c]; ++c) jackbridge_connect(client, from[c], to[c]);
}

}  // namespace

Client::~Client() {
  if (!client_) return;
  if (!lost_) jackbridge_deactivate(client_);
  jackbridge_client_close(client_);
}

Result<void> Client::open(const std::string& name) {
  if (!jackbridge_is_ok()) return Error{"JACK's library (libjack.so.0) is not on this machine; install JACK or PipeWire's JACK, or use a plug-in."};
  jack_status_t status{};
  client_ = jackbridge_client_open(name.c_str(), JackNoStartServer, &status);
  if (!client_) return Error{"No JACK server answers (status " + std::to_string(static_cast<int>(status)) + "); start one first, for example with qjackctl, or with: jackd -d alsa"};
  rate_hz_ = jackbridge_get_sample_rate(client_);
  resize(static_cast<int>(jackbridge_get_buffer_size(client_)));
  if (!register_ports()) return Error{"JACK gave no ports to '" + name + "'; perhaps it has run out of them. Close other programs and try again."};
  set_callbacks();
  if (!jackbridge_activate(client_)) return Error{"JACK did not activate '" + name + "'; look at the JACK server's messages."};
  return {};
}

bool Client::register_ports() {
  constexpr const char *kIn[] = {"in_left", "in_right"}, *kOut[] = {"out_left", "out_right"};
  bool all = true;
  for (int c = 0; c < 2; ++c) {
    all &= (out_[c] = jackbridge_port_register(client_, kOut[c], JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0)) != nullptr;
    if (listens()) all &= (in_[c] = jackbridge_port_register(client_, kIn[c], JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0)) != nullptr;
  }
  all &= (midi_in_ = jackbridge_port_register(client_, "midi_in", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput, 0)) != nullptr;
  if (effect()) all &= (midi_out_ = jackbridge_port_register(client_, "midi_out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0)) != nullptr;
  return all;
}

void Client::set_callbacks() {
  jackbridge_set_process_callback(client_, [](uint32_t n, void* me) { return static_cast<Client*>(me)->process(n), 0; }, this);
  jackbridge_set_buffer_size_callback(client_, [](uint32_t n, void* me) { return static_cast<Client*>(me)->resize(static_cast<int>(n)), 0; }, this);
  jackbridge_set_latency_callback(client_, [](jack_latency_callback_mode_t mode, void* me) { static_cast<Client*>(me)->latency(mode); }, this);
  jackbridge_on_shutdown(client_, [](void* me) { static_cast<Client*>(me)->lost_ = true; }, this);
}

// JACK calls this while it calls no process.
void Client::resize(int frames) {
  frames_ = frames;
  player_.activate(rate_hz_, frames);
}

// An effect is as late as it says; of an instrument nothing goes in.
void Client::latency(uint32_t mode) {
  if (!effect()) return;
  const bool capture = mode == JackCaptureLatency;
  const auto own = static_cast<uint32_t>(player_.latency_samples());
  for (int c = 0; c < 2; ++c) {
    jack_latency_range_t range{};
    jackbridge_port_get_latency_range(capture ? in_[c] : out_[c], mode, &range);
    range.min += own, range.max += own;
    jackbridge_port_set_latency_range(capture ? out_[c] : in_[c], mode, &range);
  }
}

void Client::keep_up() {
  if (lost_ || !player_.engine().needs_restart()) return;
  pause_ = true;
  for (int i = 0; i < 1000 && !paused_ && !lost_; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  if (paused_) player_.activate(rate_hz_, frames_);
  pause_ = false;
  jackbridge_recompute_total_latencies(client_);
}

void Client::connect_to_speakers() {
  const std::string me = std::string(name()) + ":";
  const std::string names[] = {me + "out_left", me + "out_right", me + "in_left", me + "in_right"};
  const char *out[] = {names[0].c_str(), names[1].c_str(), nullptr}, *in[] = {names[2].c_str(), names[3].c_str(), nullptr};
  const char** speakers = jackbridge_get_ports(client_, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsPhysical | JackPortIsInput);
  connect(client_, out, speakers);
  if (speakers) jackbridge_free(speakers);
  if (!listens()) return;
  const char** microphones = jackbridge_get_ports(client_, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsPhysical | JackPortIsOutput);
  connect(client_, microphones, in);
  if (microphones) jackbridge_free(microphones);
}

void Client::process(uint32_t frames) noexcept PARTIALS_NONBLOCKING {
  float* out[2];
  const float* in[2] = {};
  for (int c = 0; c < 2; ++c) {
    out[c] = static_cast<float*>(jackbridge_port_get_buffer(out_[c], frames));
    if (listens()) in[c] = static_cast<const float*>(jackbridge_port_get_buffer(in_[c], frames));
  }
  if (takes_) takes_->push(in, 2, static_cast<int>(frames));
  void* midi_out = effect() ? jackbridge_port_get_buffer(midi_out_, frames) : nullptr;
  if (midi_out) jackbridge_midi_clear_buffer(midi_out);
  paused_ = pause_.load();
  if (paused_) {
    for (float* side : out) std::fill_n(side, frames, 0.f);
    return;
  }
  void* midi_in = jackbridge_port_get_buffer(midi_in_, frames);
  jack_midi_event_t e;
  for (uint32_t i = 0, n = jackbridge_midi_get_event_count(midi_in); i < n; ++i)
    if (jackbridge_midi_event_get(&e, midi_in, i)) player_.midi(e.time, e.buffer, e.size);
  player_.process(in, effect() ? 2 : 0, out, 2, static_cast<int>(frames));
  if (player_.engine().meters().peak > 0.001f || jackbridge_midi_get_event_count(midi_in) > 0) bell_.ring();
  if (!midi_out) return;
  for (const Event& heard : player_.out_events()) {
    const uint8_t bytes[3] = {heard.status, heard.data1, heard.data2};
    if (heard.kind == EventKind::midi) jackbridge_midi_event_write(midi_out, static_cast<uint32_t>(heard.time), bytes, 3);
  }
}

}  // namespace partials
