// SPDX-License-Identifier: MIT
// A family's functions for files and playing: one table, named by its line in families.txt. The functions for
// training are in training/training_family.h.
#pragma once
#include <string_view>

#include "model/family_format.h"
#include "play/sound.h"

namespace partials {

struct Family {
  std::string_view id;  // as in Model; "" is the instrument's, whose files name no family
  FamilyFormat format;
  SoundMaker sound;           // `make` null: it has no audio output
  std::string_view use = {};  // of a family without audio output: the command that plays it
};

}  // namespace partials
