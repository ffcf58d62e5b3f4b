// SPDX-License-Identifier: MIT
// Training from a window: what `partials check` hears in dropped recordings, a `partials train` in the
// background that outlives the window and its host, and what its run folder says of it. Nothing is learned in
// this process; the child is started with an argument list, never a shell, at low priority, in a session of
// its own. Where it cannot be started the message holds the command to type.
//   [main-thread] everything; nothing here waits. What was asked for shows when version() has changed.
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
  std::string id, text, remedy;  // what was heard; what to do, empty for facts
};

struct CheckOutcome {
  bool busy = false, done = false;
  bool usable = false;  // an instrument can be made of it
  std::string problem;  // one sentence: it could not be checked, and why; "" otherwise
  std::string name;     // proposed: of the folder, or of the file
  double total_s = 0, voiced_s = 0;
  double low_midi = 0, high_midi = 0, quiet_db = 0, loud_db = 0;
  std::vector<CheckFinding> findings;
};

struct TrainingRequest {
  // files, folders or both. One folder is used where it lies; anything else is copied
  std::vector<std::string> recordings;
  std::string name;  // of the instrument, and of its files
  std::string author, licence, source, consent, credit, description;
  std::vector<std::string> tags;
  std::string preset = "auto", base;
  double minutes = 5;
  int64_t steps = 0;  // exactly so many instead; 0: as long as the minutes last
  int threads = 0;    // 0: as many as there are cores, up to 4
};

class TrainingJob {
 public:
  TrainingJob();
  ~TrainingJob();  // ends a check, or the copying before a training; a training goes on

  void check(const std::vector<std::string>& dropped);  // replaces one that is going on
  void stop_check();
  CheckOutcome checked() const;

  void start(const TrainingRequest& request);  // copies, then starts; status() is then that of the new run
  void resume(const std::string& run);         // goes on with one that was stopped or killed
  void attach(const std::string& run);         // watch this one
  // of the run being watched: it saves its model and ends; again: at once
  void cancel();
  TrainingStatus status() const;

  void refresh();                            // looks at all run folders
  std::vector<TrainingStatus> jobs() const;  // of the last look; the newest first
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  void check_now(std::vector<std::string> paths, int serial);
  void start_now(TrainingRequest request);
  void launch(const std::vector<std::string>& arguments, const std::string& name);
  void watch(const std::string& run);
  void look();
  void fail(const std::string& name, const std::string& message);  // "": somebody stopped it
  void changed() { version_.fetch_add(1, std::memory_order_release); }

  mutable std::mutex mutex_;  // held for moments: what stands below
  CheckOutcome checked_;
  TrainingStatus status_;
  std::vector<TrainingStatus> jobs_;
  bool watching_ = false;             // look() is going to be called
  std::atomic<int> check_serial_{0};  // of the check that is wanted
  std::atomic<bool> cancelled_{false};
  std::atomic<uint64_t> version_{0};
  Worker checker_, worker_;  // last: end first
};

}  // namespace partials
