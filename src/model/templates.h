// SPDX-License-Identifier: MIT
// The graph templates of models/*.json, built into the library.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

std::vector<std::string> template_names();
Result<Graph> graph_template(const std::string& name);

}  // namespace partials
