// SPDX-License-Identifier: MIT
// Chooses which MIDI inputs are connected: those chosen by the user, now or in an earlier run; otherwise,
// if requested, every keyboard as soon as it is available. A connection that is removed elsewhere (in a
// patchbay) stays removed until the input disappears and returns. [one thread]
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "audio/device.h"

namespace partials::audio {

class MidiChoice {
 public:
  bool join = false;  // connect inputs that the user has not chosen
  // if not empty: connect inputs whose name contains one of these, instead of keyboards
  std::vector<std::string> holds;
  std::map<std::string, bool> by_hand;  // id to connected; saved in the settings file

  // Ids to connect now, of ports that were absent at the last call.
  std::vector<std::string> to_join(const std::vector<MidiPort>& ports);

 private:
  bool wanted(const MidiPort& port) const;
  std::set<std::string> seen_;
};

}  // namespace partials::audio
