// SPDX-License-Identifier: MIT
// What a family of models says of files and of playing: one table of functions, named by its line in
// families.txt. What it says of training stands in training/training_family.h.
#pragma once
#include <string_view>

#include "model/family_format.h"
#include "play/sound.h"

namespace partials {

struct Family {
  std::string_view id;  // as in Model; "" is the instrument's, whose files name no family
  FamilyFormat format;
  SoundMaker sound;  // `make` null: it has no sound
};

}  // namespace partials
