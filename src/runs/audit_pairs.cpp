// SPDX-License-Identifier: MIT
#include "runs/audit_pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/json_values.h"
#include "runs/audit_sets.h"

namespace partials {

using nlohmann::json;

std::vector<JudgedPair> pairs_in(const json& look, const std::string& baseline) {
  std::vector<JudgedPair> pairs;
  for (const json& r : rows_of(look)) {
    const double model = number_in(object_in(r, "model"), "log_mel_db", NAN),
                 other = number_in(object_in(r, baseline.c_str()), "log_mel_db", NAN);
    if (std::isfinite(model) && std::isfinite(other))
      pairs.push_back({text_in(r, "sha256"), text_in(r, "samples_sha256"), model, other});
  }
  return pairs;
}

Gains gains_of(const AuditEvidence& e, const json& look, const std::string& baseline) {
  std::map<std::string, std::string> group_of;
  for (const LockedPart& p : parts_of(e))
    for (const std::string& hash : {p.sha256, p.samples_sha256})
      if (!hash.empty()) group_of[hash] = p.group;
  Gains g;
  std::map<std::string, std::vector<double>> groups;
  bool known = true;
  for (const JudgedPair& p : pairs_in(look, baseline)) {
    g.values.push_back(p.baseline_db - p.model_db);
    auto at = group_of.find(p.sha256);
    if (at == group_of.end()) at = group_of.find(p.samples_sha256);
    known = known && at != group_of.end() && !at->second.empty();
    if (known) groups[at->second].push_back(g.values.back());
  }
  if (g.values.empty() || !known) return g;
  if (groups.size() < kEnoughNotes) {
    g.whose = groups.size() == 1 ? ", all of one player or session"
                                 : fmt::format(", of {} players or sessions", groups.size());
    return g;
  }
  g.values.clear();
  g.unit = "groups";
  for (const auto& [name, values] : groups) {
    double sum = 0;
    for (const double v : values) sum += v;
    g.values.push_back(sum / static_cast<double>(values.size()));
  }
  return g;
}

}  // namespace partials
