// SPDX-License-Identifier: MIT
// The recipe of a model, which its file carries (Model::training): configuration, lock of the recordings
// (data/data_lock.h), machine, and the hash of the model that training started from. Enough to train the
// same model again. Files of earlier versions have none; what their cards say is used instead.
#pragma once
#include <nlohmann/json.hpp>

#include "learn/train_options.h"
#include "model/model.h"
#include "training/training_family.h"

namespace partials {

// {"format", "config", "data", "machine", "parent"}; parent: SHA-256 of the base model's file, absent if
// none. Contains nothing that depends on time, threads or folders.
nlohmann::json recipe_of(const TrainOptions& options, const TrainingTask& task, const nlohmann::json& lock,
                         const nlohmann::json& machine, const std::string& parent_sha256);

// {} if the file has none
nlohmann::json recipe_in(const Model& model);

// How to train it again: options without inputs, output and base. Reads the card where there is no recipe.
TrainOptions options_again(const Model& model);

}  // namespace partials
