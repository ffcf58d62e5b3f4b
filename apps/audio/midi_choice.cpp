// SPDX-License-Identifier: MIT
#include "audio/midi_choice.h"

namespace partials::audio {

bool MidiChoice::wanted(const MidiPort& port) const {
  if (const auto chosen = by_hand.find(port.id); chosen != by_hand.end()) return chosen->second;
  if (!join) return false;
  return holds.empty() ? port.keyboard : port.name.find(holds) != std::string::npos;
}

std::vector<std::string> MidiChoice::to_join(const std::vector<MidiPort>& ports) {
  std::set<std::string> there;
  std::vector<std::string> ids;
  for (const MidiPort& port : ports) {
    there.insert(port.id);
    if (!seen_.count(port.id) && !port.connected && wanted(port)) ids.push_back(port.id);
  }
  seen_ = std::move(there);
  return ids;
}

}  // namespace partials::audio
