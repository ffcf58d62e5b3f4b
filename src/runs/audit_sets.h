// SPDX-License-Identifier: MIT
// Sets of recordings as a lock has them, for items of an audit.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "report/json_values.h"
#include "runs/audit_evidence.h"

namespace partials {

struct LockedPart {
  std::string file, sha256, samples_sha256, group, licence, consent, set;
  double seconds = 0;
};
inline std::vector<LockedPart> parts_of(const AuditEvidence& e) {
  std::vector<LockedPart> parts;
  if (!e.run || !e.run->lock.contains("recordings") || !e.run->lock["recordings"].is_array()) return parts;
  for (const auto& r : e.run->lock["recordings"])
    for (const auto& p : r.value("parts", nlohmann::json::array()))
      parts.push_back({text_in(r, "file"), text_in(r, "sha256"), text_in(r, "samples_sha256"),
                       text_in(r, "group"), text_in(r, "licence"), text_in(r, "consent"), text_in(p, "set"),
                       number_in(p, "samples") / std::max(1.0, number_in(r, "rate_hz", 1))});
  return parts;
}

// Values of one key that are in more than one set, with the sets: "'anna' (test, train)"; empty values are
// not compared.
inline std::vector<std::string> in_two_sets(const std::vector<LockedPart>& parts,
                                            std::string LockedPart::*key) {
  std::map<std::string, std::set<std::string>> sets;
  std::map<std::string, std::string> shown;
  for (const LockedPart& p : parts)
    if (!(p.*key).empty()) {
      sets[p.*key].insert(p.set);
      shown.emplace(p.*key, key == &LockedPart::group ? p.group : p.file);
    }
  std::vector<std::string> found;
  for (const auto& [value, in] : sets)
    if (in.size() > 1) {
      std::string all;
      for (const std::string& set : in) all += (all.empty() ? "" : ", ") + set;
      found.push_back("'" + shown[value] + "' (" + all + ")");
    }
  return found;
}

inline double seconds_in(const std::vector<LockedPart>& parts, const std::string& set) {
  double s = 0;
  for (const LockedPart& p : parts) s += p.set == set ? p.seconds : 0;
  return s;
}

inline constexpr const char* kNoLock =
    "no run folder with a lock of its recordings (data.lock.json) belongs to this model here";
inline constexpr const char* kNoLook =
    "no evaluation of this model is in the ledger (looks.jsonl) of the runs here";
inline constexpr const char* kEvaluate = "Evaluate it: partials eval MODEL RECORDINGS --against TRAINING.";

}  // namespace partials
