// SPDX-License-Identifier: MIT
// What made a model: version, commit, compiler and instruction set. Each may change the last bits of a
// training.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace partials {

// {"version", "commit", "compiler", "instruction_set", "ranks"}; ranks: processes that trained together.
// commit: of the source, when the library was built; "" outside a repository.
nlohmann::json made_by(int ranks = 1);

// Sentences on what differs between two of them, other than the number of ranks, which changes nothing.
std::vector<std::string> differences_of_makers(const nlohmann::json& then, const nlohmann::json& now);

}  // namespace partials
