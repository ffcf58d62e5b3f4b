// SPDX-License-Identifier: MIT
// The messages of a player in a patch (docs/pd.md): those of nn~ that mean something for an instrument, and
// those that such objects are expected to have. [patch-thread]
#pragma once
#include <optional>

#include "patch/player_object.h"

namespace partials::patch {

struct PlayerMessages {
  PlayerObject& object;

  // One message, which acts at due_ms of logical time. Returns a sentence if it was refused.
  std::string take(std::string_view selector, Words words, double due_ms);

 private:
  std::string at(Words words, double due_ms);
  std::string notes(Words words, double due_ms);  // key velocity [channel]
  std::string named_note(Words words, double due_ms);
  std::string midi(Words words, double due_ms);
  std::string channel_message(std::string_view selector, Words words, double due_ms);
  std::string set(std::string_view name, Words words, double due_ms);
  std::string get(Words words);
  std::string load(std::string_view selector, Words words);
  std::string shape(std::string_view part, Words words);
  void tell_parameter(int index);
  void tell_parameters();
  void tell_info();
  std::string only_instrument(std::string_view what) const;
};

}  // namespace partials::patch
