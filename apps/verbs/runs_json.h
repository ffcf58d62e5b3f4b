// SPDX-License-Identifier: MIT
// The list of runs, as `partials runs list --json` prints it and Python returns it.
#pragma once
#include <nlohmann/json.hpp>

#include "model/metric.h"
#include "report/json_values.h"
#include "runs/run_store.h"

namespace partials {

inline nlohmann::json json_of(const std::vector<RunInfo>& runs) {
  nlohmann::json rows = nlohmann::json::array();
  for (const RunInfo& r : runs)
    rows.push_back({{"id", r.id},
                    {"name", r.name},
                    {"status", r.status},
                    {"created", r.created},
                    {"path", r.path},
                    {"metric", metric_json(r.metric)},
                    {"validation", json_of(r.validation)},
                    {"spent_s", r.spent_s},
                    {"steps", r.steps},
                    {"damage", r.damage}});
  return rows;
}

}  // namespace partials
