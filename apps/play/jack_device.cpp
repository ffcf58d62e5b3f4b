// SPDX-License-Identifier: MIT
#include "play/jack_device.h"

#include <jack/midiport.h>

#include <algorithm>

namespace partials::play {
namespace {

void quiet(const char*) {}

}  // namespace

Result<void> JackDevice::open(const std::string& name, bool effect) {
  jack_set_error_function(quiet);
  jack_set_info_function(quiet);
  jack_status_t status{};
  client_ = jack_client_open(name.c_str(), JackNoStartServer, &status);
  if (!client_)
    return Error{"There is no audio device: no JACK or PipeWire server answers; start one (for instance: pw-jack partials play …, or jackd -d alsa), or render to a file with partials render."};
  const auto port = [&](const char* id, const char* type, unsigned long flags) { return jack_port_register(client_, id, type, flags, 0); };
  out_[0] = port("out_left", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput | JackPortIsTerminal);
  out_[1] = port("out_right", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput | JackPortIsTerminal);
  midi_in_ = port("midi_in", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
  if (effect) in_ = port("in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput), midi_out_ = port("midi_out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput);
  if (!out_[0] || !out_[1] || !midi_in_ || (effect && (!in_ || !midi_out_))) return Error{"The JACK server gives out no more ports; close other programs that use it."};
  return {};
}

Result<void> JackDevice::start(std::function<void(const JackBlock&)> process, int latency_samples) {
  process_ = std::move(process), latency_ = latency_samples;
  jack_set_process_callback(client_, on_block, this);
  jack_set_xrun_callback(client_, [](void* self) { return static_cast<JackDevice*>(self)->xruns_.fetch_add(1), 0; }, this);
  jack_on_shutdown(client_, [](void* self) { static_cast<JackDevice*>(self)->gone_ = true; }, this);
  jack_set_latency_callback(client_, [](jack_latency_callback_mode_t mode, void* self) {
    auto& d = *static_cast<JackDevice*>(self);
    if (!d.in_) return;
    const bool capture = mode == JackCaptureLatency;
    jack_latency_range_t range{};
    jack_port_get_latency_range(capture ? d.in_ : d.out_[0], mode, &range);
    range.min += static_cast<jack_nframes_t>(d.latency_), range.max += static_cast<jack_nframes_t>(d.latency_);
    if (capture) for (jack_port_t* p : d.out_) jack_port_set_latency_range(p, mode, &range);
    else jack_port_set_latency_range(d.in_, mode, &range);
  }, this);
  return jack_activate(client_) == 0 ? Result<void>{} : Error{"The JACK server did not let us begin; restart it and try again."};
}

void JackDevice::close() {
  if (client_) jack_client_close(client_);
  client_ = nullptr;
}

int JackDevice::rate_hz() const { return static_cast<int>(jack_get_sample_rate(client_)); }
int JackDevice::block() const { return static_cast<int>(jack_get_buffer_size(client_)); }

int JackDevice::on_block(jack_nframes_t frames, void* self) { return static_cast<JackDevice*>(self)->block(frames); }

int JackDevice::block(jack_nframes_t frames) noexcept PARTIALS_NONBLOCKING {
  Event midi[kMostMidi];
  JackBlock b;
  b.midi = midi, b.frames = static_cast<int>(frames);
  for (int c = 0; c < 2; ++c) b.out[c] = static_cast<float*>(jack_port_get_buffer(out_[c], frames));
  if (in_) b.in = static_cast<const float*>(jack_port_get_buffer(in_, frames));
  midi_buffer_ = midi_out_ ? jack_port_get_buffer(midi_out_, frames) : nullptr;
  if (midi_buffer_) jack_midi_clear_buffer(midi_buffer_);
  void* from = jack_port_get_buffer(midi_in_, frames);
  const uint32_t n = jack_midi_get_event_count(from);
  for (uint32_t i = 0; i < n && b.n_midi < kMostMidi; ++i) {
    jack_midi_event_t m{};
    if (jack_midi_event_get(&m, from, i) != 0 || m.size < 2 || m.size > 3 || m.buffer[0] < 0x80 || m.buffer[0] >= 0xf0) continue;
    Event& e = midi[b.n_midi++];
    e.time = static_cast<int32_t>(m.time), e.status = m.buffer[0], e.data1 = m.buffer[1], e.data2 = m.size > 2 ? m.buffer[2] : 0;
  }
  process_(b);
  return 0;
}

void JackDevice::midi_out(const Event& e) {
  const jack_midi_data_t bytes[3] = {e.status, e.data1, e.data2};
  if (midi_buffer_) jack_midi_event_write(midi_buffer_, static_cast<jack_nframes_t>(e.time), bytes, 3);
}

std::vector<std::string> JackDevice::found(const char* pattern, const char* type, unsigned long flags) const {
  std::vector<std::string> names;
  const char** list = jack_get_ports(client_, pattern, type, flags);
  for (const char** p = list; p && *p; ++p)
    if (!jack_port_is_mine(client_, jack_port_by_name(client_, *p))) names.emplace_back(*p);
  if (list) jack_free(list);
  return names;
}

std::vector<std::string> JackDevice::ports() const {
  std::vector<std::string> lines;
  for (const auto& [type, words] : {std::pair{JACK_DEFAULT_AUDIO_TYPE, "sound"}, {JACK_DEFAULT_MIDI_TYPE, "MIDI"}})
    for (const auto& [flag, way] : {std::pair{JackPortIsOutput, "in"}, {JackPortIsInput, "out"}})
      for (const std::string& name : found(nullptr, type, flag)) lines.push_back(std::string(words) + " " + way + ": " + name);
  return lines;
}

void JackDevice::join(const std::string& from, const std::string& to, std::vector<std::string>& said) {
  if (jack_connect(client_, from.c_str(), to.c_str()) == 0) said.push_back(from + " -> " + to);
}

std::vector<std::string> JackDevice::connect(bool with_midi, const std::string& midi) {
  std::vector<std::string> said;
  const auto sinks = found(nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
  for (size_t c = 0; c < 2 && !sinks.empty(); ++c) join(jack_port_name(out_[c]), sinks[std::min(c, sinks.size() - 1)], said);
  const auto sources = found(nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput | JackPortIsPhysical);
  if (in_ && !sources.empty()) join(sources[0], jack_port_name(in_), said);
  if (!with_midi) return said;
  for (const std::string& name : found(nullptr, JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput | (midi.empty() ? static_cast<unsigned long>(JackPortIsPhysical) : 0ul)))
    if (name.find(midi) != std::string::npos) join(name, jack_port_name(midi_in_), said);
  return said;
}

}  // namespace partials::play
