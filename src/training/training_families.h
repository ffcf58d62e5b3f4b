// SPDX-License-Identifier: MIT
// Training and evaluation of all families of models: one line each in families/families.txt.
#pragma once
#include <span>
#include <string_view>

#include "training/training_family.h"

namespace partials {

std::span<const TrainingFamily* const> all_training_families();   // made from families.txt
const TrainingFamily* find_training_family(std::string_view id);  // null: this build does not have it
const TrainingFamily* training_family_of_preset(
    std::string_view preset);  // null: this build does not have it
std::string all_presets();     // for messages: "auto, small, standard"

}  // namespace partials
