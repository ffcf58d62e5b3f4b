// SPDX-License-Identifier: MIT
#include "runs/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "pictures/plot_svg.h"
#include "report/report_page.h"
#include "runs/audit_sweep.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr AuditVerdict kOrder[] = {AuditVerdict::failed, AuditVerdict::unknown, AuditVerdict::passed};

std::string counts_of(const AuditReport& r) {
  return fmt::format("{} of {} items passed, {} failed, {} are not knowable from what is here",
                     r.count(AuditVerdict::passed), r.rows.size(), r.count(AuditVerdict::failed),
                     r.count(AuditVerdict::unknown));
}

std::string rows_html(const AuditReport& r, AuditVerdict verdict) {
  std::string rows;
  for (const AuditRow& row : r.rows)
    if (row.answer.verdict == verdict)
      rows += "<dt><b>" + row.number + " " + xml_escaped(row.title) + "</b></dt><dd>" +
              xml_escaped(row.answer.why) + "." +
              (row.answer.todo.empty() ? "" : "<br><em>" + xml_escaped(row.answer.todo) + "</em>") +
              "</dd>\n";
  return rows;
}

}  // namespace

const char* name_of(AuditVerdict verdict) {
  return verdict == AuditVerdict::passed   ? "passed"
         : verdict == AuditVerdict::failed ? "failed"
                                           : "not knowable";
}

int AuditReport::count(AuditVerdict verdict) const {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                        [=](const AuditRow& r) { return r.answer.verdict == verdict; }));
}

AuditReport audit(const AuditEvidence& evidence) {
  AuditReport report{evidence.name, {}, evidence.sweep, ""};
  if (evidence.sweep) report.summary = summary_of_sweep(evidence);
  for (const auto& items : {data_items(), test_items(), compare_items()})
    for (const AuditItem& item : items)
      report.rows.push_back({item.number, item.title, item.judge(evidence)});
  return report;
}

json json_of(const AuditReport& report) {
  json items = json::array();
  for (const AuditRow& row : report.rows)
    items.push_back({{"number", row.number},
                     {"title", row.title},
                     {"verdict", name_of(row.answer.verdict)},
                     {"why", row.answer.why},
                     {"todo", row.answer.todo}});
  json out{{"model", report.name},
           {"passed", report.count(AuditVerdict::passed)},
           {"failed", report.count(AuditVerdict::failed)},
           {"not_knowable", report.count(AuditVerdict::unknown)},
           {"items", items}};
  if (report.sweep) {
    out["sweep"] = json_of_trials(*report.sweep);
    out["sweep"]["summary"] = report.summary;
  }
  return out;
}

std::string text_of(const AuditReport& report) {
  std::string text = printable(report.name) + ": " + counts_of(report) + ".\n";
  if (report.sweep) text += report.summary + "\n\n" + text_of_trials(*report.sweep);
  for (const AuditVerdict verdict : kOrder) {
    if (!report.count(verdict)) continue;
    text += fmt::format("\n{}\n", name_of(verdict));
    for (const AuditRow& row : report.rows) {
      if (row.answer.verdict != verdict) continue;
      text += fmt::format("  {:<4} {}: {}.\n", row.number, row.title, printable(row.answer.why));
      if (verdict == AuditVerdict::failed) text += "       " + printable(row.answer.todo) + "\n";
    }
  }
  return text;
}

std::string html_of(const AuditReport& report) {
  ReportPage page;
  page.title = "Audit of " + xml_escaped(report.name);
  page.kicker = "Partials";
  page.verdict = xml_escaped(counts_of(report)) + ".";
  for (const AuditVerdict verdict : kOrder) {
    if (!report.count(verdict)) continue;
    const std::string name = name_of(verdict), id = verdict == AuditVerdict::unknown ? "unknown" : name;
    page.links.emplace_back(id, name);
    page.sections += "<section id=\"" + id + "\"><h2>" + name + "</h2><dl>" + rows_html(report, verdict) +
                     "</dl></section>\n";
  }
  if (report.sweep) {
    page.links.emplace_back("trials", "trials");
    page.sections += "<section id=\"trials\"><h2>Trials</h2><p>" + xml_escaped(report.summary) + "</p>" +
                     html_of_trials(*report.sweep) + "</section>\n";
  }
  page.made_by = "partials audit; items after M. A. Lones, How to avoid machine learning pitfalls, version 5";
  return page_html(page);
}

}  // namespace partials
