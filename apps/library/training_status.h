// SPDX-License-Identifier: MIT
// What a run folder (runs/run_store.h) says of its training. Read from small files that are written whole or
// not at all, bounded; any process can read it at any time, whether the training goes on or not.
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
  starting,  // recordings are copied, the program is started
  hearing,   // it listens to the recordings
  learning,
  finished,
  stopped,  // somebody asked it to; or it ended without a word, which the message then says. Can be resumed
  failed    // and the message says why
};

struct TrainingPointSeen {
  double spent_s = 0, loss = 0;
  std::optional<double> validation;
};

struct TrainingStatus {
  TrainingState state = TrainingState::none;
  std::string run, folder, name, created, log;
  // runs are numbered in the order in which they are begun; 0: by version 0.1.0
  int64_t begun = 0;
  std::string output;              // where the model will lie when it is finished
  std::string message;             // one sentence; "" while all is well
  double done = 0;                 // 0..1
  double spent_s = 0, left_s = 0;  // left_s 0: not known yet
  int64_t step = 0;
  double loss = 0;
  Metric metric;                           // what validation is measured in
  std::optional<double> validation, best;  // on recordings never trained on; none: not known yet
  std::vector<TrainingPointSeen> curve;    // one point a validation
  std::string model;                       // the newest playable file; "" until there is one
  int64_t model_stamp = 0;                 // changes when that file does: load it again
  ProcessId process;

  bool going_on() const {
    return state == TrainingState::starting || state == TrainingState::hearing ||
           state == TrainingState::learning;
  }
};

std::string runs_folder();  // XDG data partials/runs
// state none where there is no run in it
TrainingStatus read_run(const std::string& folder, bool with_curve = true);
std::vector<TrainingStatus> read_runs();  // the one begun last first, without curves

}  // namespace partials
