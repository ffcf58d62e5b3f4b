// SPDX-License-Identifier: MIT
// Where training runs are kept: a folder each under $XDG_DATA_HOME/partials/runs (~/.local/share), with config.json, state.json,
// metrics.jsonl (one line appended and flushed at a time), progress.json (how far it is, about once a second), model.partials (the
// best so far, playable while it still learns), checkpoint.bin (all written by rename), log.txt (of a run in the background) and
// whatever the trainer leaves there to listen to; and runs.sqlite, an index that is made anew from the folders when it is missing or damaged.
// Throws std::runtime_error with one sentence.
#pragma once
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace partials {

class Run {
 public:
  explicit Run(std::string folder) : folder_(std::move(folder)) {}
  std::string id() const;
  const std::string& path() const { return folder_; }
  nlohmann::json config() const;
  // {"status": running | finished | interrupted | failed, "summary": {...}, "process": {pid, start, boot} (base/process_id.h) of
  // whoever set the status: a run that says running and whose process is gone was killed}
  nlohmann::json state() const;
  std::string status() const;               // of its state, or "killed"
  std::vector<nlohmann::json> metrics() const;

  void append_metric(const nlohmann::json& metric);
  void forget_metrics_after(int64_t step);  // of steps that a resumed run takes again
  void set_progress(const nlohmann::json& progress);
  std::string model_path() const { return folder_ + "/model.partials"; }
  std::string log_path() const { return folder_ + "/log.txt"; }
  void remove_left_overs() const;           // half-written files of a run that was killed
  void save_checkpoint(const std::string& bytes);
  bool has_checkpoint() const;
  std::string load_checkpoint() const;
  void set_state(const std::string& status, const nlohmann::json& summary);

 private:
  std::string folder_;
};

struct RunInfo {
  std::string id, name, status, created, path;
  double validation_db = 0, spent_s = 0;
  int64_t steps = 0;
};

class RunStore {
 public:
  static RunStore open(const std::string& folder = "");  // empty: the standard place
  Run create(const std::string& name, const nlohmann::json& config);
  Run find(const std::string& id_or_start) const;        // or "latest"
  std::vector<RunInfo> list() const;                     // newest first, from the index
  void index(const Run& run) const;                      // after its state has changed

 private:
  explicit RunStore(std::string folder) : folder_(std::move(folder)) {}
  std::vector<std::string> folders() const;
  std::string folder_;
};

}  // namespace partials
