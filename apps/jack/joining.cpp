// SPDX-License-Identifier: MIT
// Who else is at the server, and connections to them.
#include <algorithm>
#include <utility>

#include "jack/client.h"

namespace partials::jack {

std::vector<std::string> Client::found(const char* type, unsigned long flags) const {
  std::vector<std::string> names;
  const char** list = jack_->get_ports(client_, nullptr, type, flags);
  for (const char** p = list; p && *p; ++p)
    if (!jack_->port_is_mine(client_, jack_->port_by_name(client_, *p))) names.emplace_back(*p);
  if (list) jack_->free(list);
  return names;
}

std::vector<std::string> Client::ports() const {
  std::vector<std::string> lines;
  for (const auto& [type, words] : {std::pair{JACK_DEFAULT_AUDIO_TYPE, "sound"}, {JACK_DEFAULT_MIDI_TYPE, "MIDI"}})
    for (const auto& [flag, way] : {std::pair{JackPortIsOutput, "in"}, {JackPortIsInput, "out"}})
      for (const std::string& port : found(type, flag)) lines.push_back(std::string(words) + " " + way + ": " + port);
  return lines;
}

void Client::connect(const std::string& from, const std::string& to, std::vector<std::string>& said) {
  if (jack_->connect(client_, from.c_str(), to.c_str()) == 0) said.push_back(from + " -> " + to);
}

std::vector<std::string> Client::join(bool with_midi, const std::string& midi) {
  std::vector<std::string> said;
  const auto sinks = found(JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
  for (size_t c = 0; c < 2 && !sinks.empty(); ++c) connect(jack_->port_name(out_[c]), sinks[std::min(c, sinks.size() - 1)], said);
  const auto sources = found(JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput | JackPortIsPhysical);
  for (size_t c = 0; c < std::min(sources.size(), static_cast<size_t>(inputs_)); ++c) connect(sources[c], jack_->port_name(in_[c]), said);
  if (!with_midi) return said;
  for (const std::string& port : found(JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput | (midi.empty() ? static_cast<unsigned long>(JackPortIsPhysical) : 0ul)))
    if (port.find(midi) != std::string::npos) connect(port, jack_->port_name(midi_in_), said);
  return said;
}

}  // namespace partials::jack
