// SPDX-License-Identifier: MIT
// Where training runs are kept: a folder each (runs/run.h) under $XDG_DATA_HOME/partials/runs
// (~/.local/share), and runs.sqlite, an index for other programs that is made anew from the folders. Throws
// std::runtime_error with one sentence.
#pragma once
#include <string>
#include <vector>

#include "model/metric.h"
#include "runs/run.h"

namespace partials {

struct RunInfo {
  std::string id, name, status, created, path;
  Metric metric;
  std::optional<double> validation;
  double spent_s = 0;
  int64_t steps = 0;
  std::string damage;  // a sentence, or ""
};

class RunStore {
 public:
  static RunStore open(const std::string& folder = "");  // empty: the standard place
  Run create(const std::string& name, const nlohmann::json& config);
  // or "latest": the one that was begun last, whatever the clock said
  Run find(const std::string& id_or_start) const;
  std::vector<RunInfo> list() const;  // begun last first; the index is made anew
  void index(const Run& run) const;   // after its state has changed

 private:
  explicit RunStore(std::string folder) : folder_(std::move(folder)) {}
  std::vector<Run> runs() const;  // begun last first
  std::string folder_;
};

}  // namespace partials
