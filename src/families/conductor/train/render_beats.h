// SPDX-License-Identifier: MIT
// What a conductor hears in a take, as CSV.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "model/model.h"
#include "training/verbs.h"

namespace partials::conductor {

// One row a frame: conducted.beat (of the clock), .of_bar, .tempo, .going, .size, as generator.h has them,
// and trust. Returns what was done, in a sentence and as JSON. Throws std::runtime_error with one sentence.
std::pair<std::string, nlohmann::json> render_beats(const Model& model, const RenderRequest& request);

}  // namespace partials::conductor
