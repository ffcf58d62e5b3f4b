// SPDX-License-Identifier: MIT
// A measured figure with its unit and meaning, and how runs and programs write it as JSON:
//   "metric": {"id": "log_mel_db", "unit": "dB", "lower_is_better": true}, "validation": 3.21, "best": 3.02
// A figure that is not known is null. Runs of version 0.1.0 have "validation_db" and "best_db" instead, where
// 0 stands for unknown; they are read too.
#pragma once
#include <cmath>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace partials {

struct Metric {
  std::string id;    // "log_mel_db", "accuracy"
  std::string unit;  // "dB", "%"; "" for none
  bool lower_is_better = true;
  double value = 0;

  // Whether `a` is better than `b`, two values of this metric.
  bool better(double a, double b) const { return lower_is_better ? a < b : a > b; }
  // Whether `a` is no more worse than `b` than this share of b: 0.15 is 15 %.
  bool within(double a, double b, double share) const { return !better(b + slack(b, share), a); }
  // "3.21 dB"; "-" where the value is not known.
  std::string text(std::optional<double> v) const;

 private:
  double slack(double b, double share) const { return (lower_is_better ? share : -share) * std::abs(b); }
};

nlohmann::json metric_json(const Metric& metric);
// What "metric" of an object says; of version 0.1.0: log_mel_db in dB.
Metric metric_in(const nlohmann::json& object);
std::optional<double> validation_in(const nlohmann::json& object);
std::optional<double> best_in(const nlohmann::json& object);
std::optional<double> until_in(const nlohmann::json& object);  // "until", where training stops
nlohmann::json json_of(std::optional<double> figure);

}  // namespace partials
