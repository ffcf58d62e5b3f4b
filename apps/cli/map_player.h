// SPDX-License-Identifier: MIT
// A model that a mapping plays, in the same process.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "body/map_session.h"
#include "body/note_driver.h"

namespace partials {

namespace play {
class Live;
}

class MapPlayer {
 public:
  // Throws Stop: no such model; no output of the mapping is a parameter, a key or a level.
  static std::unique_ptr<MapPlayer> start(std::string model, const std::string& device,
                                          const motion::Mapping& mapping, bool unmuted);
  ~MapPlayer();
  body::MapSession::Sink sink();
  void tell();  // prints what the audio system has to say

 private:
  MapPlayer() = default;
  void play(float key, float level);
  std::unique_ptr<play::Live> live_;
  std::vector<int> parameters_;  // of each output; -1: none
  int key_ = -1, level_ = -1;    // outputs
  body::NoteDriver note_;
  bool lost_ = false;  // an event of the note
};

}  // namespace partials
