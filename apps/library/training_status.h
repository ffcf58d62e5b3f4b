// SPDX-License-Identifier: MIT
// State of a training, read from its run folder (runs/run_store.h). The folder's files are small and
// written atomically, and reading is bounded, so any process can read them at any time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/metric.h"
#include "system/process_id.h"

namespace partials {

enum class TrainingState {
  none,      // no run
  starting,  // recordings are being copied, the program is starting
  hearing,   // the recordings are being analysed
  learning,
  finished,
  stopped,  // on request; or it ended unexpectedly, as the message then says. Can be resumed
  failed    // the message says why
};

struct TrainingPointSeen {
  double spent_s = 0, loss = 0;
  std::optional<double> validation;
};

struct TrainingStatus {
  TrainingState state = TrainingState::none;
  std::string run, folder, name, created, log;
  // runs are numbered in the order in which they start; 0: by version 0.1.0
  int64_t begun = 0;
  std::string output;              // path of the finished model
  std::string message;             // one sentence; "" while all is well
  double done = 0;                 // 0..1
  double spent_s = 0, left_s = 0;  // left_s 0: not known yet
  int64_t step = 0;
  double loss = 0;
  Metric metric;                           // what validation is measured in
  std::optional<double> validation, best;  // none: not known yet
  std::vector<TrainingPointSeen> curve;    // one point per validation
  std::string model;                       // the newest playable file; "" until there is one
  int64_t model_stamp = 0;                 // changes when that file changes and should be loaded again
  ProcessId process;

  bool going_on() const {
    return state == TrainingState::starting || state == TrainingState::hearing ||
           state == TrainingState::learning;
  }
};

std::string runs_folder();  // XDG data partials/runs
// state `none` if the folder contains no run
TrainingStatus read_run(const std::string& folder, bool with_curve = true);
std::vector<TrainingStatus> read_runs();  // the latest first, without curves

}  // namespace partials
