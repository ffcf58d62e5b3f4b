// SPDX-License-Identifier: MIT
#include "training/training_families.h"

#include <algorithm>

namespace partials {

const TrainingFamily* find_training_family(std::string_view id) {
  for (const TrainingFamily* family : all_training_families())
    if (family->id == id) return family;
  return nullptr;
}

const TrainingFamily* training_family_of_preset(std::string_view preset) {
  for (const TrainingFamily* family : all_training_families())
    if (std::find(family->presets.begin(), family->presets.end(), preset) != family->presets.end())
      return family;
  return nullptr;
}

std::string all_presets() {
  std::string all;
  for (const TrainingFamily* family : all_training_families())
    for (const char* preset : family->presets) all += (all.empty() ? "" : ", ") + std::string(preset);
  return all;
}

}  // namespace partials
