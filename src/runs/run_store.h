// SPDX-License-Identifier: MIT
// The store of training runs: one folder each (runs/run.h) under $XDG_DATA_HOME/partials/runs
// (~/.local/share), and runs.sqlite, an index for other programs that is rebuilt from the folders.
// PARTIALS_RUNS names another folder, which may be shared by several machines and therefore has no
// runs.sqlite. Throws std::runtime_error with one sentence.
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
  static RunStore open(const std::string& folder = "");  // empty: the standard folder
  // id: of the run; empty: made from time, name and process
  Run create(const std::string& name, const nlohmann::json& config, const std::string& id = "");
  bool has(const std::string& id) const;
  // or "latest": the one that was started last, independent of the clock
  Run find(const std::string& id_or_start) const;
  std::vector<RunInfo> list() const;  // newest first; rebuilds the index
  std::vector<Run> runs() const;      // newest first
  // Copies a run's folder, or every run in a folder, from elsewhere; a run that is here already is refused.
  // Returns their ids.
  std::vector<std::string> import(const std::string& folder) const;
  void remove(const Run& run) const;  // with its folder; refused while it is being trained
  void index(const Run& run) const;   // after a change of its state
  const std::string& folder() const { return folder_; }

 private:
  explicit RunStore(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

}  // namespace partials
