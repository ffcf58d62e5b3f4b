// SPDX-License-Identifier: MIT
// Ports of other clients of the server, and connections to them.
#include <algorithm>
#include <utility>

#include "jack/client.h"

namespace partials::jack {

std::vector<std::string> Client::found(const char* type, unsigned long flags) const {
  std::vector<std::string> names;
  if (lost_) return names;
  const char** list = jack_->get_ports(client_, nullptr, type, flags);
  for (const char** p = list; p && *p; ++p)
    if (!jack_->port_is_mine(client_, jack_->port_by_name(client_, *p))) names.emplace_back(*p);
  if (list) jack_->free(list);
  return names;
}

std::vector<std::string> Client::lines() const {
  std::vector<std::string> lines;
  for (const auto& [type, words] :
       {std::pair{JACK_DEFAULT_AUDIO_TYPE, "sound"}, {JACK_DEFAULT_MIDI_TYPE, "MIDI"}})
    for (const auto& [flag, way] : {std::pair{JackPortIsOutput, "in"}, {JackPortIsInput, "out"}})
      for (const std::string& port : found(type, flag))
        lines.push_back(std::string(words) + " " + way + ": " + port);
  return lines;
}

void Client::join(const std::string& from, const std::string& to) {
  if (jack_->connect(client_, from.c_str(), to.c_str()) == 0) joined_.push_back(from + " -> " + to);
}

// Connects our outputs to the machine's ports, and its inputs to ours.
void Client::join_sound() {
  const auto sinks = found(JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
  for (size_t c = 0; c < 2 && !sinks.empty(); ++c)
    join(jack_->port_name(out_[c]), sinks[std::min(c, sinks.size() - 1)]);
  const auto sources = found(JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput | JackPortIsPhysical);
  for (size_t c = 0; c < std::min(sources.size(), static_cast<size_t>(inputs_)); ++c)
    join(sources[c], jack_->port_name(in_[c]));
}

std::vector<audio::MidiPort> Client::ports() {
  std::vector<audio::MidiPort> list;
  const auto own = found(JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput | JackPortIsPhysical);
  for (const std::string& port : found(JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput)) {
    const bool through =
        port.find("Midi Through") != std::string::npos || port.find("Midi-Through") != std::string::npos;
    const bool keyboard = !through && std::find(own.begin(), own.end(), port) != own.end();
    list.push_back({port, port, jack_->port_connected_to(midi_in_, port.c_str()) != 0, keyboard});
  }
  return list;
}

bool Client::connect(const std::string& id, bool connected) {
  if (lost_) return false;
  const char* const in = jack_->port_name(midi_in_);
  if ((jack_->port_connected_to(midi_in_, id.c_str()) != 0) == connected) return true;
  return (connected ? jack_->connect(client_, id.c_str(), in) : jack_->disconnect(client_, id.c_str(), in)) ==
         0;
}

}  // namespace partials::jack
