// SPDX-License-Identifier: MIT
// All families of models in this build: one line each in families.txt.
#pragma once
#include <span>
#include <string_view>

#include "families/family.h"

namespace partials {

std::span<const Family* const> all_families();   // made from families.txt
const Family* find_family(std::string_view id);  // null: this build does not have it

const FamilyFormat* family_format(std::string_view id);  // null: this build does not have it

// Makes the sound of a model of any family.
const SoundMaker& sound_maker();

}  // namespace partials
