// SPDX-License-Identifier: MIT
// A model that a mapping plays, in the same process.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "body/map_session.h"
#include "body/sound_driver.h"

namespace partials {

namespace play {
class Live;
}

class MapPlayer {
 public:
  // Throws Stop: no such model; no output of the mapping is a parameter or a key.
  static std::unique_ptr<MapPlayer> start(std::string model, const std::string& device,
                                          const motion::Mapping& mapping, std::optional<body::Scale> scale,
                                          bool unmuted);
  ~MapPlayer();
  body::MapSession::Sink sink();
  void tell();  // prints what the audio system has to say

 private:
  explicit MapPlayer(body::SoundDriver driver);
  void begin_anew();
  std::unique_ptr<play::Live> live_;
  body::SoundDriver driver_;
  bool lost_ = false;  // an event of the note
};

}  // namespace partials
