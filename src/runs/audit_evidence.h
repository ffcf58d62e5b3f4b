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

  // what was chosen for this run, without seed, names and limits of time: runs of equal settings are repeats
  std::string settings() const;
  int64_t seed() const;
  bool shuffled() const;  // trained on wrong pairs, as a control
};

// Two recordings of different sets that hold the same sound, for instance at another level.
struct SharedSound {
  std::string a, b;  // "'A3.wav' (train)"
};

struct AuditEvidence {
  std::string name;
  Card card;
  double low_hz = 0, high_hz = 0;  // the trained range; 0: not known
  std::string weights;
  std::optional<AuditedRun> run;
  std::vector<AuditedRun> others;     // on the same recordings, whatever their settings
  std::vector<nlohmann::json> looks;  // all that are known
  std::optional<bool> usable;         // what `check` says; empty if the recordings were not given
  std::optional<std::vector<SharedSound>> shared;

  // The last look of these weights at recordings that none of which was trained on, or else at any; null:
  // none.
  const nlohmann::json* look_of(const std::string& weights) const;
  const nlohmann::json* own_look() const { return look_of(weights); }
  // The run and those of equal settings that differ in the seed.
  std::vector<const AuditedRun*> repeats() const;
};

// A model's file, or a run's id. recordings: where they are now, to hear copies across sets; may be empty.
// Throws std::runtime_error or DataRefused with one sentence.
AuditEvidence evidence_of_model(const RunStore& store, const std::string& path,
                                const std::vector<std::string>& recordings);
AuditEvidence evidence_of_run(const RunStore& store, const Run& run,
                              const std::vector<std::string>& recordings);

// Means over the recordings of a look, and of one measure: player "model", "sampler", ...
std::optional<double> mean_in(const nlohmann::json& look, const std::string& player,
                              const std::string& measure);
// Of recordings where both were judged: baseline minus model, so that above 0 the model is nearer.
std::vector<double> gains_in(const nlohmann::json& look, const std::string& baseline);

}  // namespace partials
