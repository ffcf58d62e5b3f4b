// SPDX-License-Identifier: MIT
// All families of models that this build knows: one line each in families.txt.
#pragma once
#include <span>
#include <string_view>

#include "families/family.h"

namespace partials {

std::span<const Family* const> all_families();   // made from families.txt
const Family* find_family(std::string_view id);  // null: this build does not know it

const FamilyFormat* family_format(std::string_view id);  // null likewise

// Makes the sound of a model of any of them.
const SoundMaker& sound_maker();

}  // namespace partials
