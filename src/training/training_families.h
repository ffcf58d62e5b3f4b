// SPDX-License-Identifier: MIT
// How every family of models is trained and judged: one line each in families/families.txt.
#pragma once
#include <span>
#include <string_view>

#include "training/training_family.h"

namespace partials {

std::span<const TrainingFamily* const> all_training_families();   // made from families.txt
const TrainingFamily* find_training_family(std::string_view id);  // null: this build does not know it
const TrainingFamily* training_family_of_preset(std::string_view preset);  // null likewise
std::string all_presets();  // for messages: "auto, small, standard"

}  // namespace partials
