// SPDX-License-Identifier: MIT
// What distinguishes two models: their recordings, their settings, and their sound in dB; and how both are
// judged on the same recordings, which neither was trained on. Throws std::runtime_error with one sentence.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "data/data_lock.h"
#include "model/metric.h"
#include "model/model.h"

namespace partials {

struct SettingDifference {
  std::string name, was, is;  // "-": not there
};

struct ModelDiff {
  std::vector<LockDifference> data;
  std::vector<SettingDifference> settings;  // of recipe, graph and card
  bool other_family = false, other_graph = false;
  // both play the first one's golden example: the log-mel distance of sounds, otherwise the difference
  // relative to the first one's output; none: they cannot play the same
  std::optional<double> sound_db;
  bool as_log_mel = false;
};
ModelDiff diff_models(const Model& was, const Model& is);

struct JudgedBoth {
  Metric metric;                        // the first that the family judges by
  std::vector<std::string> recordings;  // the same for both
  std::vector<double> was, is;          // [recordings]
  double was_mean = 0, is_mean = 0;
  bool worse() const { return metric.better(was_mean, is_mean); }
};
// recordings: files or folders, from which those that either model was trained on are left out.
JudgedBoth judge_both(const Model& was, const Model& is, const std::vector<std::string>& recordings);

}  // namespace partials
