// SPDX-License-Identifier: MIT
#include "model/templates.h"

#include "model/graph_json.h"

namespace partials {
namespace {

struct Template {
  const char* name;
  const char* json;
};
const Template kTemplates[] = {
#define X(name, text) {name, text},
#include "models.inc"
#undef X
};

}  // namespace

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const Template& t : kTemplates) names.push_back(t.name);
  return names;
}

Result<Graph> graph_template(const std::string& name) {
  std::string known;
  for (const Template& t : kTemplates) {
    if (name == t.name) return graph_from_json(t.json, name + ".json");
    known += (known.empty() ? "" : ", ") + std::string(t.name);
  }
  return Error{"There is no preset '" + name + "'; choose one of " + known + "."};
}

}  // namespace partials
