// SPDX-License-Identifier: MIT
// What a sweep tries, as a file of JSON:
//   {"search": "grid" | "random" | "halving", "steps": 200, "set": {"preset": "small"},
//    "trials": 12, "seed": 1,                   random and halving
//    "first_steps": 25, "factor": 2,            halving
//    "space": {"weights": ["full", "bytes"], "seed": {"from": 1, "to": 1000, "whole": true},
//              "another": {"from": 0.001, "to": 0.01, "scale": "log", "points": 4}}}
// What is tried is preset, weights, base and seed; other names are handed to partials train as --set
// NAME=VALUE (sweep/space_names.h).
// A trial's values depend on the file and the trial's number alone.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace partials {

enum class Search { grid, random, halving };

// One value of the search: of a list, or of a range from .. to.
struct Dimension {
  std::string name;
  std::vector<nlohmann::json> list;  // empty: a range
  double from = 0, to = 0;
  bool log = false, whole = false;
  int points = 0;  // of a range in a grid
};

using TrialValues =
    std::vector<std::pair<std::string, nlohmann::json>>;  // name and value, in the file's order

struct Space {
  Search search = Search::grid;
  int trials = 0;           // of a random search, or of the first round of halving
  uint64_t seed = 1;        // of the random values
  int64_t steps = 0;        // of a whole trial
  int64_t first_steps = 0;  // of the first round of halving
  double factor = 2;        // steps of a round by those of the round before; halving keeps 1 / factor
  TrialValues set;          // the same in every trial
  std::vector<Dimension> dimensions;
};

// An Error names the file, the field and what was expected.
Result<Space> space_from(const std::string& text, const std::string& file);

// Of every trial, in order.
std::vector<TrialValues> trials_of(const Space& space);

// A round trains its trials up to `steps`; the best `keep` of them go on.
struct Round {
  int64_t steps = 0;
  int keep = 0;
};
std::vector<Round> rounds_of(const Space& space);

}  // namespace partials
