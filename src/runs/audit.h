// SPDX-License-Identifier: MIT
// Judges a model as a careful reviewer would: item by item of M. A. Lones, "How to avoid machine learning
// pitfalls: a guide for academic researchers" (arXiv 2108.02497, version 5, 2024), whose numbers the items
// have; their titles are ours. Each is passed, failed, or not knowable from what is there, with the reason
// and what to do. docs/audit.md says what each verdict rests on.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runs/audit_evidence.h"

namespace partials {

enum class AuditVerdict { passed, failed, unknown };
const char* name_of(AuditVerdict verdict);  // "passed", "failed", "not knowable"

struct AuditAnswer {
  AuditVerdict verdict = AuditVerdict::unknown;
  std::string why;   // one or two sentences
  std::string todo;  // empty if passed
};

struct AuditItem {
  const char* number;  // "3.1"
  const char* title;
  AuditAnswer (*judge)(const AuditEvidence&);
};
std::vector<AuditItem> data_items();     // 2.1 to 3.8: before and while building
std::vector<AuditItem> test_items();     // 4.1 to 4.8: evaluating
std::vector<AuditItem> compare_items();  // 5.1 to 6.6: comparing and reporting

struct AuditRow {
  std::string number, title;
  AuditAnswer answer;
};
struct AuditReport {
  std::string name;
  std::vector<AuditRow> rows;
  std::optional<AuditedSweep> sweep;
  std::string summary;  // of the sweep
  int count(AuditVerdict verdict) const;
};
AuditReport audit(const AuditEvidence& evidence);

nlohmann::json json_of(const AuditReport& report);
std::string text_of(const AuditReport& report);  // failed ones first
std::string html_of(const AuditReport& report);  // one page

inline AuditAnswer passed(std::string why) { return {AuditVerdict::passed, std::move(why), ""}; }
inline AuditAnswer failed(std::string why, std::string todo) {
  return {AuditVerdict::failed, std::move(why), std::move(todo)};
}
inline AuditAnswer not_knowable(std::string why, std::string todo) {
  return {AuditVerdict::unknown, std::move(why), std::move(todo)};
}

}  // namespace partials
