// SPDX-License-Identifier: MIT
// A system without files: everything is analysed anew.
#include "data/analysis_cache.h"

namespace partials {

std::string analysis_key(std::string_view, const std::vector<std::string>&) { return ""; }
std::string hash_of_samples(const std::vector<float>&) { return ""; }
std::optional<std::string> recalled(const std::string&) { return std::nullopt; }
void remember(const std::string&, std::string_view) {}

}  // namespace partials
