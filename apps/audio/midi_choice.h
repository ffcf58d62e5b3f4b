// SPDX-License-Identifier: MIT
// Which MIDI inputs are joined: what somebody chose by hand, now or in an earlier run; else, where that is
// wanted, every keyboard as soon as it is there. A connection that is cut elsewhere (in a patchbay) stays cut
// until the input goes and comes again. [one thread]
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "audio/device.h"

namespace partials::audio {

class MidiChoice {
 public:
  bool join = false;  // what nobody has chosen by hand
  // where not empty: instead of keyboards, whatever has this in its name
  std::string holds;
  std::map<std::string, bool> by_hand;  // id to connected; what a settings file remembers

  // Ids to join now, of ports that were not there at the last call.
  std::vector<std::string> to_join(const std::vector<MidiPort>& ports);

 private:
  bool wanted(const MidiPort& port) const;
  std::set<std::string> seen_;
};

}  // namespace partials::audio
