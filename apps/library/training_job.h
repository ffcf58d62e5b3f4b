// SPDX-License-Identifier: MIT
// Training from a window: runs `partials check` on dropped recordings, starts a `partials train` in the
// background that outlives the window and its host, and reads its state from the run folder. No training
// happens in this process. The child is started with an argument list, never a shell, at low priority, in
// its own session. If it cannot be started, the message contains the command to type.
//   [main-thread] everything; nothing here waits. When a result is ready, version() changes.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "library/training_status.h"
#include "library/worker.h"

namespace partials {

struct CheckFinding {
  enum Severity { fact, warning, refusal } severity = fact;
  std::string id, text, remedy;  // text: the finding; remedy: empty for facts
};

struct CheckOutcome {
  bool busy = false, done = false;
  bool usable = false;  // the recordings can be trained on
  std::string problem;  // one sentence: why the recordings could not be checked; "" otherwise
  std::string name;     // proposed name: the folder's or the file's
  double total_s = 0, voiced_s = 0;
  double low_midi = 0, high_midi = 0, quiet_db = 0, loud_db = 0;
  std::vector<CheckFinding> findings;
};

struct TrainingRequest {
  // files, folders or both. A single folder is used in place; anything else is copied
  std::vector<std::string> recordings;
  std::string name;  // of the instrument, and of its files
  std::string author, licence, source, consent, credit, description;
  std::vector<std::string> tags;
  std::string preset = "auto", base;
  double minutes = 5;
  int64_t steps = 0;  // exact number of steps; 0: train for `minutes`
  int threads = 0;    // 0: the number of cores, at most 4
};

class TrainingJob {
 public:
  TrainingJob();
  ~TrainingJob();  // ends a check, or the copying before a training; a training continues

  void check(const std::vector<std::string>& dropped);  // replaces a running check
  void stop_check();
  CheckOutcome checked() const;

  void start(const TrainingRequest& request);  // copies, then starts; status() then refers to the new run
  void resume(const std::string& run);         // resumes a run that was stopped or killed
  void attach(const std::string& run);         // watches this run
  // stops the watched run, which saves its model; a second call stops it at once
  void cancel();
  TrainingStatus status() const;

  void refresh();                            // reads all run folders
  std::vector<TrainingStatus> jobs() const;  // as of the last refresh; newest first
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  void check_now(std::vector<std::string> paths, int serial);
  void start_now(TrainingRequest request);
  void launch(const std::vector<std::string>& arguments, const std::string& name);
  void watch(const std::string& run);
  void look();
  void fail(const std::string& name, const std::string& message);  // message "": it was stopped
  void changed() { version_.fetch_add(1, std::memory_order_release); }

  mutable std::mutex mutex_;  // held briefly; guards the members below
  CheckOutcome checked_;
  TrainingStatus status_;
  std::vector<TrainingStatus> jobs_;
  bool watching_ = false;             // look() is scheduled
  std::atomic<int> check_serial_{0};  // number of the current check
  std::atomic<bool> cancelled_{false};
  std::atomic<uint64_t> version_{0};
  Worker checker_, worker_;  // last members: destroyed first
};

}  // namespace partials
