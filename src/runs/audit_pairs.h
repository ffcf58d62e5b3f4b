// SPDX-License-Identifier: MIT
// Pairs of a model's and a baseline's distance to the same recording, for the comparisons of an audit.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runs/audit_evidence.h"

namespace partials {

inline constexpr const char* kBaselines[] = {"sampler", "average_careful", "average_naive"};
// With five pairs the least p of a two-sided sign-flip test is 1/16.
inline constexpr size_t kEnoughNotes = 6;

struct JudgedPair {
  std::string sha256, samples_sha256;  // of the recording
  double model_db = 0, baseline_db = 0;
};
// Of the recordings of a look where both were judged.
std::vector<JudgedPair> pairs_in(const nlohmann::json& look, const std::string& baseline);

// Baseline minus model in dB, so that above 0 the model is nearer. Each value is one that may be taken as
// independent of the others: a note; or, where the lock tells of six groups (players, sessions) or more, the
// mean of a group, because notes of one player are alike.
struct Gains {
  std::vector<double> values;
  std::string unit = "notes";  // or "groups"
  std::string whose;           // ", all of one player or session": beyond which nothing is claimed; or ""
};
Gains gains_of(const AuditEvidence& e, const nlohmann::json& look, const std::string& baseline);

}  // namespace partials
