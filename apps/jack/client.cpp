// SPDX-License-Identifier: MIT
#include "jack/client.h"

#include <algorithm>

#include "audio/note_ends.h"

namespace partials::jack {
namespace {

Client& client(void* me) { return *static_cast<Client*>(me); }

}  // namespace

Result<void> Client::open(const std::string& name) {
  const auto library = jack::library();
  if (!library) return library.error();
  jack_ = library.value();
  jack_status_t status{};
  client_ = jack_->client_open(name.c_str(), JackNoStartServer, &status);
  if (!client_) return Error{"no JACK server answers"};
  rate_hz_ = static_cast<int>(jack_->get_sample_rate(client_));
  frames_ = static_cast<int>(jack_->get_buffer_size(client_));
  return {};
}

Result<void> Client::start(const audio::Request& request) {
  const std::string own = jack_->get_client_name(client_);  // the server may have changed the name
  stage_.prepare(rate_hz_, frames_);
  if (!register_ports(request))
    return Error{"JACK gave no ports to '" + own + "', perhaps because other programs use them all"};
  set_callbacks();
  if (jack_->activate(client_) != 0)
    return Error{"JACK did not activate '" + own + "'; its messages may give the reason"};
  if (request.join) join_sound();
  return {};
}

void Client::close() {
  if (!client_) return;
  if (!lost_) jack_->deactivate(client_);
  jack_->client_close(client_);
  client_ = nullptr;
}

bool Client::register_ports(const audio::Request& request) {
  inputs_ = request.all_ports ? 2 : request.inputs;
  const auto port = [&](const char* id, const char* type, unsigned long flags) {
    return jack_->port_register(client_, id, type, flags, 0);
  };
  const bool source = !request.all_ports && stage_.player().kind() == PlayerKind::instrument;
  const unsigned long out =
      source ? JackPortIsOutput | JackPortIsTerminal : static_cast<unsigned long>(JackPortIsOutput);
  out_[0] = port("out_left", JACK_DEFAULT_AUDIO_TYPE, out);
  out_[1] = port("out_right", JACK_DEFAULT_AUDIO_TYPE, out);
  if (inputs_ > 0) in_[0] = port(inputs_ > 1 ? "in_left" : "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
  if (inputs_ > 1) in_[1] = port("in_right", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
  midi_in_ = port("midi_in", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
  const bool send = request.midi_out || request.all_ports;
  if (send) midi_out_ = port("midi_out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput);
  return out_[0] && out_[1] && midi_in_ && std::all_of(in_, in_ + inputs_, [](auto* p) { return p; }) &&
         (midi_out_ || !send);
}

void Client::set_callbacks() {
  jack_->set_process_callback(
      client_,
      [](jack_nframes_t n, void* me) {
        client(me).process(n);
        return 0;
      },
      this);
  jack_->set_buffer_size_callback(
      client_,
      [](jack_nframes_t n, void* me) {
        client(me).resize(static_cast<int>(n));
        return 0;
      },
      this);
  jack_->set_xrun_callback(
      client_,
      [](void* me) {
        client(me).xruns_.fetch_add(1, std::memory_order_relaxed);
        return 0;
      },
      this);
  jack_->set_latency_callback(
      client_, [](jack_latency_callback_mode_t mode, void* me) { client(me).latency(mode); }, this);
  jack_->set_port_connect_callback(
      client_,
      [](jack_port_id_t, jack_port_id_t to, int made, void* me) { client(me).connection(to, made != 0); },
      this);
  jack_->on_shutdown(
      client_, [](void* me) { client(me).lost_ = true; }, this);
}

// Called on another thread than process, which a server with late clients may still be calling.
void Client::resize(int frames) {
  if (frames == frames_) return;  // JACK also calls this once at the start
  frames_ = frames;
  stage_.prepare(rate_hz_, frames);
}

// An effect adds the latency that it reports; an instrument has no audio input.
void Client::latency(jack_latency_callback_mode_t mode) {
  if (inputs_ == 0) return;
  const bool effect = stage_.player().kind() == PlayerKind::effect, capture = mode == JackCaptureLatency;
  const auto own = static_cast<jack_nframes_t>(stage_.latency_samples());
  for (int c = 0; c < (capture ? 2 : inputs_); ++c) {
    jack_port_t* const in = in_[std::min(c, inputs_ - 1)];
    jack_latency_range_t range{};
    if (effect) jack_->port_get_latency_range(capture ? in : out_[c], mode, &range);
    if (effect) {
      range.min += own;
      range.max += own;
    }
    jack_->port_set_latency_range(capture ? out_[c] : in, mode, &range);
  }
}

// Ends the notes of a sender that was disconnected or has exited; nothing else would.
void Client::connection(jack_port_id_t to, bool made) {
  if (!made && jack_->port_by_id(client_, to) == midi_in_) ended_ = true;
}

double Client::latency_ms(bool with_input) const {
  jack_latency_range_t out{}, in{};
  jack_->port_get_latency_range(out_[0], JackPlaybackLatency, &out);
  if (with_input && inputs_ > 0) jack_->port_get_latency_range(in_[0], JackCaptureLatency, &in);
  return 1e3 * (out.max + in.max) / rate_hz_;
}

void Client::latency_changed() {
  if (!lost_) jack_->recompute_total_latencies(client_);
}

void Client::process(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING {
  const auto buffer = [&](jack_port_t* port) {
    return static_cast<float*>(jack_->port_get_buffer(port, frames));
  };
  audio::Cycle cycle;
  cycle.inputs = inputs_;
  cycle.frames = static_cast<int>(frames);
  cycle.rate_hz = rate_hz_;
  for (int c = 0; c < inputs_; ++c) cycle.in[c] = buffer(in_[c]);
  for (int c = 0; c < 2; ++c) cycle.out[c] = buffer(out_[c]);
  cycle.messages = {messages_.data(), take_midi(frames)};
  if (midi_out_) {
    midi_out_buffer_ = buffer(midi_out_);
    jack_->midi_clear_buffer(midi_out_buffer_);
    cycle.to = this;
    cycle.send = [](void* me, std::span<const Event> events) noexcept { client(me).send(events); };
  }
  stage_.play(cycle);
}

size_t Client::take_midi(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING {
  void* const in = jack_->port_get_buffer(midi_in_, frames);
  jack_midi_event_t e{};
  size_t n = 0;
  for (uint32_t i = 0, all = jack_->midi_get_event_count(in); i < all && n < kMaxMessages - audio::kNoteEnds;
       ++i) {
    if (jack_->midi_event_get(&e, in, i) != 0 || e.size < 1 || e.size > 3) continue;
    audio::MidiMessage& m = messages_[n++];
    m.time = e.time;
    m.size = static_cast<uint8_t>(e.size);
    std::copy_n(e.buffer, e.size, m.bytes);
  }
  if (ended_.load(std::memory_order_relaxed) && ended_.exchange(false))
    audio::end_notes([&](const uint8_t* bytes) {
      audio::MidiMessage& m = messages_[n++];
      m.time = frames - 1;
      m.size = 3;
      std::copy_n(bytes, 3, m.bytes);
    });
  return n;
}

void Client::send(std::span<const Event> events) noexcept PARTIALS_NONBLOCKING {
  for (const Event& heard : events) {
    const jack_midi_data_t bytes[3] = {heard.status, heard.data1, heard.data2};
    if (heard.kind == EventKind::midi)
      jack_->midi_event_write(midi_out_buffer_, static_cast<jack_nframes_t>(heard.time), bytes, 3);
  }
}

}  // namespace partials::jack
