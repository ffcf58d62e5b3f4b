// SPDX-License-Identifier: MIT
#include "audio/midi_choice.h"

#include <algorithm>

namespace partials::audio {

bool MidiChoice::wanted(const MidiPort& port) const {
  if (const auto chosen = by_hand.find(port.id); chosen != by_hand.end()) return chosen->second;
  if (!join) return false;
  const auto in_name = [&](const std::string& part) { return port.name.find(part) != std::string::npos; };
  return holds.empty() ? port.keyboard : std::any_of(holds.begin(), holds.end(), in_name);
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
