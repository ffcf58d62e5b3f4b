// SPDX-License-Identifier: MIT
// The folder of a sweep, which several workers on several machines may share. Every file in it is written
// whole and renamed, and a trial is claimed by renaming a folder, so that a shared disk needs no locks:
//   sweep.json                what is tried, on which recordings, by which version: {"format", "space",
//                             "recordings", "version"}; the space in its order, which numbers the trials
//   claims/R-TRIAL/           who trains a trial up to the steps of round R: owner.json, and beat.json, which
//                             changes every few seconds
//   results/R-TRIAL.json      {"validation", "metric", "steps", "model_sha256"} or {"failed": why}
//   runs/trial-TRIAL/         the trial's run (runs/run.h), continued from round to round
//   models/TRIAL.partials, logs/R-TRIAL.txt
//   table.json, table.csv     the same bytes whoever writes them
// Throws std::runtime_error with one sentence.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sweep/space.h"

namespace partials {

struct Sweep {
  Space space;
  std::vector<TrialValues> trials;
  std::vector<Round> rounds;
};
Result<Sweep> sweep_from(const std::string& text, const std::string& file);  // of a space's JSON

// One piece of work: a trial up to the steps of a round.
struct Leg {
  int round = 0, trial = 0;
};

class SweepFolder {
 public:
  // Makes the folder, or goes on with it; refuses one of another space, other recordings or another version.
  static SweepFolder open(const std::string& folder, const nlohmann::ordered_json& description);
  static SweepFolder existing(const std::string& folder);  // refuses what is none
  static bool is_one(const std::string& folder);
  Sweep sweep() const;  // as sweep.json describes it

  const std::string& path() const { return folder_; }
  std::string model(int trial) const;
  std::string log(const Leg& leg) const;
  std::string runs() const { return folder_ + "/runs"; }
  static std::string run_name(int trial);

  std::optional<nlohmann::json> result(const Leg& leg) const;
  void set_result(const Leg& leg, const nlohmann::json& result);
  void forget_failures();  // of all trials

  // True: this worker, by its name, does it now. A claim of the same name is its own, from before it was
  // ended; so is that of a process of this machine that is gone.
  bool claim(const Leg& leg, const std::string& worker);
  void beat(const Leg& leg, int64_t count);
  void release(const Leg& leg);
  std::string owner(const Leg& leg) const;  // for a message; "": nobody
  std::string pulse(const Leg& leg) const;  // changes while its owner works
  void take_away(const Leg& leg);           // from an owner that is silent

 private:
  explicit SweepFolder(std::string folder) : folder_(std::move(folder)) {}
  std::string claim_path(const Leg& leg) const;
  std::string folder_;
};

// What is left to do of the first round that is not finished; empty: nothing.
struct Work {
  int round = 0;
  std::vector<Leg> open;
};
Work work_left(const Sweep& sweep, const SweepFolder& folder);

// The trials of a round, in order of their numbers: those that the round before kept.
std::vector<int> trials_in(const Sweep& sweep, const SweepFolder& folder, int round);

// One row per trial, best first: {"trial", "values", "round", "steps", "validation", "metric", "status",
// "why", "model_sha256"}. Nothing in it depends on time, machine or number of workers.
nlohmann::ordered_json table_of(const Sweep& sweep, const SweepFolder& folder);
std::string csv_of(const nlohmann::ordered_json& table);
std::string text_of_table(const nlohmann::ordered_json& table);

}  // namespace partials
