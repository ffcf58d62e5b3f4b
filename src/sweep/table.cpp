// SPDX-License-Identifier: MIT
// What a sweep has found: promotion from round to round, and the table.
#include <fmt/format.h>

#include <algorithm>

#include "model/metric.h"
#include "report/json_values.h"
#include "sweep/sweep_folder.h"

namespace partials {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

bool failed(const json& result) { return result.contains("failed"); }

// Best first; without a validation after those with one; equal ones by number.
bool comes_before(int a, const json& result_a, int b, const json& result_b) {
  const auto x = validation_in(result_a), y = validation_in(result_b);
  if (x.has_value() != y.has_value()) return x.has_value();
  if (x && y) {
    const Metric metric = metric_in(result_a);
    // files that contradict each other must not give an order that contradicts itself
    if (metric.lower_is_better != metric_in(result_b).lower_is_better) return metric.lower_is_better;
    if (*x != *y) return metric.better(*x, *y);
  }
  return a < b;
}

// The last round in which a trial has a result, and the result.
std::pair<int, json> last_of(const Sweep& sweep, const SweepFolder& folder, int trial) {
  for (int r = static_cast<int>(sweep.rounds.size()); r-- > 0;)
    if (auto found = folder.result({r, trial})) return {r, *found};
  return {-1, json::object()};
}

std::string text_of_value(const json& v) { return v.is_string() ? v.get<std::string>() : v.dump(); }

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::vector<int> trials_in(const Sweep& sweep, const SweepFolder& folder, int round) {
  std::vector<int> in;
  if (round == 0) {
    for (size_t t = 0; t < sweep.trials.size(); ++t) in.push_back(static_cast<int>(t));
    return in;
  }
  std::vector<std::pair<int, json>> done;
  for (const int t : trials_in(sweep, folder, round - 1))
    if (auto r = folder.result({round - 1, t}); r && !failed(*r)) done.emplace_back(t, *r);
  std::sort(done.begin(), done.end(),
            [](const auto& a, const auto& b) { return comes_before(a.first, a.second, b.first, b.second); });
  const auto keep = static_cast<size_t>(sweep.rounds[static_cast<size_t>(round - 1)].keep);
  for (size_t i = 0; i < std::min(keep, done.size()); ++i) in.push_back(done[i].first);
  std::sort(in.begin(), in.end());
  return in;
}

Work work_left(const Sweep& sweep, const SweepFolder& folder) {
  for (int r = 0; r < static_cast<int>(sweep.rounds.size()); ++r) {
    Work work{r, {}};
    for (const int t : trials_in(sweep, folder, r))
      if (!folder.result({r, t})) work.open.push_back({r, t});
    if (!work.open.empty()) return work;
  }
  return {};
}

ordered_json table_of(const Sweep& sweep, const SweepFolder& folder) {
  struct Row {
    int trial, round;
    json result;
  };
  std::vector<Row> rows;
  for (int t = 0; t < static_cast<int>(sweep.trials.size()); ++t) {
    auto [round, result] = last_of(sweep, folder, t);
    rows.push_back({t, round, std::move(result)});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    if (failed(a.result) != failed(b.result)) return failed(b.result);
    if (a.round != b.round) return a.round > b.round;  // who came further was better
    return comes_before(a.trial, a.result, b.trial, b.result);
  });
  ordered_json table = ordered_json::array();
  for (const Row& r : rows) {
    ordered_json values = ordered_json::object();
    for (const auto& [name, value] : sweep.trials[static_cast<size_t>(r.trial)]) values[name] = value;
    const bool last = r.round + 1 == static_cast<int>(sweep.rounds.size());
    table.push_back({{"trial", r.trial},
                     {"values", values},
                     {"status", r.round < 0        ? "open"
                                : failed(r.result) ? "failed"
                                : last             ? "finished"
                                                   : "stopped"},
                     {"round", r.round + 1},
                     {"steps", whole_in(r.result, "steps")},
                     {"validation", json_of(validation_in(r.result))},
                     {"metric", r.result.value("metric", json())},
                     {"why", text_in(r.result, "failed")},
                     {"model_sha256", text_in(r.result, "model_sha256")}});
  }
  return table;
}

std::string csv_of(const ordered_json& table) {
  std::string out = "trial,status,round,steps,validation,unit";
  if (!table.empty())
    for (const auto& [name, value] : table[0]["values"].items()) out += "," + quoted(name);
  out += ",model_sha256,why\n";
  for (const ordered_json& r : table) {
    const auto unit = text_in(json(r["metric"]), "unit");
    out += fmt::format("{},{},{},{},{},{}", r["trial"].get<int>(), r["status"].get<std::string>(),
                       r["round"].get<int>(), r["steps"].get<int64_t>(),
                       r["validation"].is_null() ? "" : r["validation"].dump(), unit);
    for (const auto& [name, value] : r["values"].items()) out += "," + quoted(text_of_value(value));
    out += "," + r["model_sha256"].get<std::string>() + "," + quoted(r["why"].get<std::string>()) + "\n";
  }
  return out;
}

std::string text_of_table(const ordered_json& table) {
  std::string out =
      fmt::format("{:>5}  {:<9} {:>5} {:>8} {:>12}", "trial", "status", "round", "steps", "validation");
  std::vector<std::string> names;
  if (!table.empty())
    for (const auto& [name, value] : table[0]["values"].items()) {
      names.push_back(name);
      out += fmt::format("  {:>10}", name);
    }
  out += "\n";
  for (const ordered_json& r : table) {
    const Metric metric = metric_in(json(r));
    out +=
        fmt::format("{:>5}  {:<9} {:>5} {:>8} {:>12}", r["trial"].get<int>(), r["status"].get<std::string>(),
                    r["round"].get<int>(), r["steps"].get<int64_t>(), metric.text(validation_in(json(r))));
    for (const std::string& name : names)
      out += fmt::format("  {:>{}}", text_of_value(r["values"][name]), std::max<size_t>(10, name.size()));
    if (const auto why = r["why"].get<std::string>(); !why.empty()) out += "  " + why;
    out += "\n";
  }
  return out;
}

}  // namespace partials
