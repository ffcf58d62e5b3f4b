// SPDX-License-Identifier: MIT
#include "jack/client.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace partials::jack {
namespace {

constexpr int kPatienceMs = 1000;  // for a cycle to end

Client& client(void* me) { return *static_cast<Client*>(me); }

}  // namespace

Result<void> Client::open(const std::string& name, const char* no_server) {
  const auto found = library();
  if (!found) return found.error();
  jack_ = found.value();
  jack_status_t status{};
  client_ = jack_->client_open(name.c_str(), JackNoStartServer, &status);
  if (!client_) return Error{no_server};
  rate_hz_ = static_cast<int>(jack_->get_sample_rate(client_));
  frames_ = static_cast<int>(jack_->get_buffer_size(client_));
  return {};
}

Result<void> Client::start(int inputs) {
  resize(frames_);
  if (!register_ports(inputs)) return Error{"JACK gave no ports to '" + std::string(name()) + "'; perhaps it has run out of them. Close other programs and try again."};
  set_callbacks();
  if (jack_->activate(client_) != 0) return Error{"JACK did not activate '" + std::string(name()) + "'; look at the JACK server's messages."};
  return {};
}

void Client::close() {
  if (!client_) return;
  if (!lost_) jack_->deactivate(client_);
  jack_->client_close(client_);
  client_ = nullptr;
}

bool Client::register_ports(int inputs) {
  inputs_ = inputs;
  const auto port = [&](const char* id, const char* type, unsigned long flags) { return jack_->port_register(client_, id, type, flags, 0); };
  const unsigned long out = effect() ? JackPortIsOutput : JackPortIsOutput | JackPortIsTerminal;
  out_[0] = port("out_left", JACK_DEFAULT_AUDIO_TYPE, out);
  out_[1] = port("out_right", JACK_DEFAULT_AUDIO_TYPE, out);
  if (inputs > 0) in_[0] = port(inputs > 1 ? "in_left" : "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
  if (inputs > 1) in_[1] = port("in_right", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
  midi_in_ = port("midi_in", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
  if (effect()) midi_out_ = port("midi_out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput);
  return out_[0] && out_[1] && midi_in_ && std::all_of(in_, in_ + inputs, [](auto* p) { return p; }) && (midi_out_ || !effect());
}

void Client::set_callbacks() {
  jack_->set_process_callback(client_, [](jack_nframes_t n, void* me) { return client(me).process(n), 0; }, this);
  jack_->set_buffer_size_callback(client_, [](jack_nframes_t n, void* me) { return client(me).resize(static_cast<int>(n)), 0; }, this);
  jack_->set_xrun_callback(client_, [](void* me) { return client(me).xruns_.fetch_add(1, std::memory_order_relaxed), 0; }, this);
  jack_->set_latency_callback(client_, [](jack_latency_callback_mode_t mode, void* me) { client(me).latency(mode); }, this);
  jack_->on_shutdown(client_, [](void* me) { client(me).lost_ = true; }, this);
}

// From another thread than process, which a server whose clients are late may still be calling.
void Client::resize(int frames) {
  frames_ = frames;
  restart();
}

void Client::restart() {
  const std::lock_guard one(restarting_);
  pause_ = true;  // the next cycle is silent; this one may still play
  for (int i = 0; i < kPatienceMs && playing_; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  if (!playing_) player_.activate(rate_hz_, frames_), latency_ = player_.latency_samples();
  pause_ = false;
}

// An effect is as late as it says; of an instrument nothing goes in.
void Client::latency(jack_latency_callback_mode_t mode) {
  if (!effect() || inputs_ == 0) return;
  const bool capture = mode == JackCaptureLatency;
  const auto own = static_cast<jack_nframes_t>(latency_.load());
  for (int c = 0; c < (capture ? 2 : inputs_); ++c) {
    jack_port_t* const in = in_[std::min(c, inputs_ - 1)];
    jack_latency_range_t range{};
    jack_->port_get_latency_range(capture ? in : out_[c], mode, &range);
    range.min += own, range.max += own;
    jack_->port_set_latency_range(capture ? out_[c] : in, mode, &range);
  }
}

void Client::keep_up() {
  if (lost_ || !player_.engine().needs_restart()) return;
  restart();
  jack_->recompute_total_latencies(client_);
}

void Client::process(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING {
  const auto buffer = [&](jack_port_t* port) { return jack_->port_get_buffer(port, frames); };
  Cycle cycle;
  cycle.inputs = inputs_, cycle.frames = static_cast<int>(frames);
  for (int c = 0; c < inputs_; ++c) cycle.in[c] = static_cast<const float*>(buffer(in_[c]));
  for (int c = 0; c < 2; ++c) cycle.out[c] = static_cast<float*>(buffer(out_[c]));
  void* const midi_in = buffer(midi_in_);
  void* const midi_out = midi_out_ ? buffer(midi_out_) : nullptr;
  if (midi_out) jack_->midi_clear_buffer(midi_out);
  cycle.midi = jack_->midi_get_event_count(midi_in) > 0;
  around_.heard(cycle);
  playing_ = true;  // before pause_ is asked: whoever restarts sets pause_ first and asks playing_ then
  if (pause_) std::fill_n(cycle.out[0], frames, 0.f), std::fill_n(cycle.out[1], frames, 0.f);
  else play(cycle, midi_in, midi_out);
  playing_ = false;
}

void Client::play(const Cycle& cycle, void* midi_in, void* midi_out) noexcept PARTIALS_NONBLOCKING {
  around_.before(player_);
  jack_midi_event_t e{};
  for (uint32_t i = 0, n = jack_->midi_get_event_count(midi_in); i < n; ++i)
    if (jack_->midi_event_get(&e, midi_in, i) == 0) player_.midi(e.time, e.buffer, e.size);
  player_.process(cycle.in, effect() ? cycle.inputs : 0, cycle.out, 2, cycle.frames);
  around_.after(cycle);
  if (!midi_out) return;
  for (const Event& heard : player_.out_events()) {
    const jack_midi_data_t bytes[3] = {heard.status, heard.data1, heard.data2};
    if (heard.kind == EventKind::midi) jack_->midi_event_write(midi_out, static_cast<jack_nframes_t>(heard.time), bytes, 3);
  }
}

}  // namespace partials::jack
