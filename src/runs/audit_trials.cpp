// SPDX-License-Identifier: MIT
// The table of a sweep's trials in an audit: text, JSON and HTML.
#include <fmt/format.h>

#include "base/printable.h"
#include "pictures/plot_svg.h"
#include "runs/audit_sweep.h"

namespace partials {
namespace {

using nlohmann::json;

std::string remark_on(const AuditedTrial& t, const AuditedSweep& s) {
  std::string text = t.trial == s.chosen ? "chosen" : "";
  for (const std::string& more :
       {t.trial == s.best && s.best != s.chosen ? std::string("validates best") : "",
        t.run && t.run->shuffled() ? std::string("control") : "", t.why, t.damage})
    if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
  return text;
}

}  // namespace

std::string text_of_trials(const AuditedSweep& s) {
  std::string text =
      fmt::format("{:>5}  {:<9} {:>8} {:>12}  {}\n", "trial", "status", "steps", "validation", "values");
  for (const AuditedTrial& t : s.trials) {
    const std::string remark = remark_on(t, s);
    text += fmt::format("{:>5}  {:<9} {:>8} {:>12}  {}{}\n", t.trial, t.status, t.steps,
                        s.metric.text(t.validation), printable(t.values),
                        remark.empty() ? "" : "  (" + printable(remark) + ")");
  }
  return text;
}

json json_of_trials(const AuditedSweep& s) {
  json trials = json::array();
  for (const AuditedTrial& t : s.trials)
    trials.push_back({{"trial", t.trial},
                      {"values", t.values},
                      {"status", t.status},
                      {"steps", t.steps},
                      {"validation", json_of(t.validation)},
                      {"why", t.why},
                      {"damage", t.damage}});
  return {{"metric", metric_json(s.metric)}, {"best", s.best}, {"chosen", s.chosen}, {"trials", trials}};
}

std::string html_of_trials(const AuditedSweep& s) {
  std::string rows = "<table><tr><th>trial<th>status<th>steps<th>validation<th>values<th></tr>\n";
  for (const AuditedTrial& t : s.trials)
    rows += fmt::format("<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}</tr>\n", t.trial, xml_escaped(t.status),
                        t.steps, xml_escaped(s.metric.text(t.validation)), xml_escaped(t.values),
                        xml_escaped(remark_on(t, s)));
  return rows + "</table>";
}

}  // namespace partials
