// SPDX-License-Identifier: MIT
// What an audit knows of a model: its run and the runs that learned from the same recordings, the lock of the
// recordings (data.lock.json of the run's folder), and every look at a test set (runs/looks.h). What is not
// there is empty, and the audit says that it cannot know.
#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/card.h"
#include "model/metric.h"
#include "runs/run_store.h"

namespace partials {

struct AuditedRun {
  std::string id, created, weights;  // weights: hash, "" if it has no model yet
  nlohmann::json config, lock;
  Metric metric;
  std::optional<double> validation, first_validation;
  bool finished = true;  // not stopped, failed, or still running

  // what was chosen for this run, without seed, names and limits of time: runs of equal settings are repeats
  std::string settings() const;
  int64_t seed() const;
  bool shuffled() const;  // trained on wrong pairs, as a control
};

// Two recordings of different sets that hold the same sound, for instance at another level.
struct SharedSound {
  std::string a, b;  // "'A3.wav' (train)"
};

// One trial of a sweep, whatever became of it.
struct AuditedTrial {
  int trial = 0;
  std::string values;  // "preset small, seed 3"
  std::string status;  // "finished", "stopped" (not promoted), "failed", "open"
  std::string why;     // of a failed one
  std::string damage;  // what is missing or does not fit the result, or ""
  int64_t steps = 0;
  std::optional<double> validation;
  std::optional<AuditedRun> run;
};
struct AuditedSweep {
  std::vector<AuditedTrial> trials;  // best first
  Metric metric;
  int best = -1, chosen = -1;  // trials' numbers; best: by validation, -1: none is finished
  const AuditedTrial* trial(int number) const;
  std::vector<const AuditedTrial*> with(const std::string& status) const;
};

struct AuditEvidence {
  std::string name;
  Card card;
  double low_hz = 0, high_hz = 0;  // the trained range; 0: not known
  std::string weights;
  std::optional<AuditedRun> run;
  std::optional<AuditedSweep> sweep;  // of which this model was chosen
  std::vector<AuditedRun> others;     // on the same recordings, whatever their settings
  std::vector<nlohmann::json> looks;  // all that are known
  std::optional<bool> usable;         // what `check` says; empty if the recordings were not given
  std::optional<std::vector<SharedSound>> shared;

  // The last look of these weights at recordings of which none was trained on, or else at any; null: none.
  // test_set: only at this one, if it is not empty.
  const nlohmann::json* look_of(const std::string& weights, const std::string& test_set = "") const;
  const nlohmann::json* own_look() const { return look_of(weights); }
  bool is_control(const std::string& weights) const;  // trained on wrong pairs
  // The run and those of equal settings that differ in the seed.
  std::vector<const AuditedRun*> repeats() const;
};

// Where runs and looks are known from. recordings: where they are now, to hear copies across sets; may be
// empty.
struct AuditPlaces {
  std::vector<RunStore> stores;
  std::vector<std::string> recordings;
};
// A model's file, or a run. Throws std::runtime_error or DataRefused with one sentence.
AuditEvidence evidence_of_model(const AuditPlaces& places, const std::string& path);
AuditEvidence evidence_of_run(const AuditPlaces& places, const Run& run);
AuditedRun audited(const Run& run);

// The recordings of a look, each once: a copy under another name adds no evidence.
std::vector<nlohmann::json> rows_of(const nlohmann::json& look);
// Means over the recordings of a look, and of one measure: player "model", "sampler", ...
std::optional<double> mean_in(const nlohmann::json& look, const std::string& player,
                              const std::string& measure);

}  // namespace partials
