// SPDX-License-Identifier: MIT
// data.lock.json: exactly which recordings a training used, and how they were split. For each recording:
// file, SHA-256 of file and samples, licence, consent, source, credit, group, and its parts (first sample,
// number of samples, set). Two trainings of one lock, configuration and machine give the same bytes.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace partials {

inline constexpr int kDataLockFormat = 1;

// {"format", "sha256", "split", "recordings": [...]}; sha256 identifies the rest, without the files' names.
nlohmann::json data_lock(const Dataset& data);

struct LockDifference {
  std::string file;  // as it is named in the earlier lock, or in the later one if it is new
  std::string what;  // in words: "was changed between 0.25 and 0.31 s"
};

// Recordings that changed, are missing or are new, and sets that differ. Files are matched by content, then
// by name. Both locks may be of any origin: what is missing in one is not compared.
std::vector<LockDifference> differences_of_locks(const nlohmann::json& then, const nlohmann::json& now);

// "A3.wav was changed between 0.25 and 0.31 s; B3.wav is missing", at most four
std::string words_on(const std::vector<LockDifference>& differences);

}  // namespace partials
