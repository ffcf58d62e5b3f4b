// SPDX-License-Identifier: MIT
// One training run: a folder with config.json, state.json, recordings.json (its training recordings: path,
// size, hash), data.lock.json (what they are, data/data_lock.h), machine.json (what trains, runs/made_by.h),
// metrics.jsonl (one line appended and flushed at a time), progress.json (about once a second),
// model.partials (the best so far, playable during training), checkpoint.bin (all written by rename), log.txt
// (of a run in the background) and the trainer's audible sketches. Reading never throws; writing throws
// std::runtime_error with one sentence.
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
  // {"status": running | finished | interrupted | failed, "summary": {...}, "process": {pid, start, boot,
  // host} (system/process_id.h) of the process that set the status: a run with status running whose process
  // is gone was killed. "before": the state before a resume that has not begun to train}
  nlohmann::json state() const;
  std::string status() const;  // its state's status, or "killed", or "damaged"
  // Of a run that says it is running on another machine, where its process cannot be seen: that machine's
  // name, if the run's progress changes within so many seconds; "": it is not, or nothing has changed.
  std::string runs_elsewhere(double wait_s) const;
  bool is_ours() const;  // whether this process is the one that its state names
  std::string created() const;
  // runs are numbered in the order in which they start; 0: from version 0.1.0
  int64_t begun() const;
  // metric, validation (or null), steps and spent_s: from its summary, or from its progress if there is no
  // summary yet
  nlohmann::json figures() const;
  std::vector<nlohmann::json> metrics() const;

  void append_metric(const nlohmann::json& metric);
  void forget_metrics_after(int64_t step);  // of steps that a resumed run repeats
  void set_progress(const nlohmann::json& progress);
  std::string model_path() const { return folder_ + "/model.partials"; }
  std::string log_path() const { return folder_ + "/log.txt"; }
  std::string checkpoint_path() const { return folder_ + "/checkpoint.bin"; }
  void remove_left_overs() const;  // incomplete files of a run that was killed
  void save_checkpoint(const std::string& bytes);
  bool has_checkpoint() const;
  std::string load_checkpoint() const;
  void set_config(const nlohmann::json& config);
  void set_state(const std::string& status, const nlohmann::json& summary, const std::string& before = "");
  nlohmann::json recordings() const;  // {} if their analysis was never completed
  void set_recordings(const nlohmann::json& recordings);
  nlohmann::json data_lock() const;  // data/data_lock.h; {} before the recordings were read
  nlohmann::json machine() const;    // runs/made_by.h; {} likewise
  nlohmann::json remarks() const;    // the user's: {"tags": [...], "note": text}
  void set_remarks(const nlohmann::json& remarks);
  void set_data_lock(const nlohmann::json& lock);
  void set_machine(const nlohmann::json& machine);

  // A resume is provisional until it begins to train: if it is abandoned, the run keeps its earlier state; if
  // the process dies, status() is the earlier one.
  void try_resume();
  bool on_trial() const { return on_trial_; }
  void begin_resumed();
  void give_up_resume();

 private:
  void write_state(const nlohmann::json& state);
  std::string folder_;
  bool on_trial_ = false;
  std::string state_before_, progress_before_;  // bytes of the files; "": no file
};

}  // namespace partials
