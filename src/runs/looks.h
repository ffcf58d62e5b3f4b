// SPDX-License-Identifier: MIT
// looks.jsonl in the folder of the runs: every evaluation on recordings that a model was not trained on. A
// test set that was looked at again and again no longer tells how a model does on unseen sounds, so each
// evaluation says how often its set was looked at, and `partials audit` reads the rest. A set is known by the
// SHA-256 of its recordings' samples, a model by that of its weights. Reading never throws; a damaged line is
// left out.
#pragma once
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "model/model.h"

namespace partials {

// {"when", "test_set", "weights", "model", "recordings": [{"name", "sha256", "samples_sha256", "seen",
// "median_f0_hz", and for the model and each baseline its measures}]}, of what `partials eval --json` has; {}
// if it has no recordings with hashes.
nlohmann::json look_of(const Model& model, const nlohmann::json& evaluation);

// Of the recordings that it judged: those of files, and those of samples.
std::set<std::string> hashes_judged(const nlohmann::json& look);

std::string hash_of_weights(const Model& model);

struct LookCount {
  int looks = 0, models = 0;  // models: of different weights
};
// Of one test set, the newest included.
LookCount count_looks(const std::vector<nlohmann::json>& looks, const std::string& test_set);

std::vector<nlohmann::json> looks_in(const std::string& runs_folder);
// Throws std::runtime_error with one sentence.
void append_look(const std::string& runs_folder, const nlohmann::json& look);

}  // namespace partials
