// SPDX-License-Identifier: MIT
// One training run: a folder with config.json, state.json, recordings.json (which recordings it learns from:
// place, size, hash), metrics.jsonl (one line appended and flushed at a time), progress.json (how far it is,
// about once a second), model.partials (the best so far, playable while it still learns), checkpoint.bin (all
// written by rename), log.txt (of a run in the background) and whatever the trainer leaves there to listen
// to. Reading never throws; writing throws std::runtime_error with one sentence.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace partials {

class Run {
 public:
  explicit Run(std::string folder) : folder_(std::move(folder)) {}
  std::string id() const;
  const std::string& path() const { return folder_; }
  // a sentence that names a damaged config.json or state.json, or ""
  std::string damage() const;
  nlohmann::json config() const;
  // {"status": running | finished | interrupted | failed, "summary": {...}, "process": {pid, start, boot}
  // (system/process_id.h) of whoever set the status: a run that says running and whose process is gone was
  // killed. "before": what it was before a resume that has not begun to train}
  nlohmann::json state() const;
  std::string status() const;  // of its state, or "killed", or "damaged"
  std::string created() const;
  // runs are numbered in the order in which they are begun; 0: by version 0.1.0
  int64_t begun() const;
  // metric, validation (or null), steps and spent_s: of its summary, or of its progress while there is none
  nlohmann::json figures() const;
  std::vector<nlohmann::json> metrics() const;

  void append_metric(const nlohmann::json& metric);
  void forget_metrics_after(int64_t step);  // of steps that a resumed run takes again
  void set_progress(const nlohmann::json& progress);
  std::string model_path() const { return folder_ + "/model.partials"; }
  std::string log_path() const { return folder_ + "/log.txt"; }
  std::string checkpoint_path() const { return folder_ + "/checkpoint.bin"; }
  void remove_left_overs() const;  // half-written files of a run that was killed
  void save_checkpoint(const std::string& bytes);
  bool has_checkpoint() const;
  std::string load_checkpoint() const;
  void set_config(const nlohmann::json& config);
  void set_state(const std::string& status, const nlohmann::json& summary, const std::string& before = "");
  nlohmann::json recordings() const;  // {} where they were never heard to the end
  void set_recordings(const nlohmann::json& recordings);

  // A resume is on trial until it begins to train: given up, the run is as it was; and where the process ends
  // without a word, status() is the earlier one.
  void try_resume();
  bool on_trial() const { return on_trial_; }
  void begin_resumed();
  void give_up_resume();

 private:
  void write_state(const nlohmann::json& state);
  std::string folder_;
  bool on_trial_ = false;
  std::string state_before_, progress_before_;  // bytes of the files; "": there was none
};

}  // namespace partials
