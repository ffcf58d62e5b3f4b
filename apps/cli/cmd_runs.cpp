// SPDX-License-Identifier: MIT
// partials runs list | show | compare: training runs with their configuration and results.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "base/printable.h"
#include "model/json_fields.h"
#include "model/metric.h"
#include "print_json.h"
#include "report/json_values.h"
#include "runs/run_store.h"
#include "runs/train_config.h"
#include "runs_keeping.h"
#include "verbs/runs_json.h"

namespace {

using namespace partials;

using nlohmann::json;

std::string plain(const json& v) {
  if (v.is_null()) return "-";
  if (v.is_object() && is_bytes(v)) return text_in(v, "text");  // a name that is not UTF-8
  if (v.is_number_float()) return fmt::format("{:.6g}", v.get<double>());
  if (v.is_array()) {
    std::string all;
    for (const json& x : v) all += (all.empty() ? "" : ", ") + plain(x);
    return all;
  }
  return v.is_string() ? v.get<std::string>() : text_of(v);
}

// One row for each value; values that are empty, or 0 for "not set", are left out. "begun" only orders the
// runs.
void rows(const json& values) {
  for (const auto& [key, value] : values.items()) {
    if (key == "graph" || key == "begun" || value.is_null()) continue;
    std::string term = key;
    std::replace(term.begin(), term.end(), '_', ' ');
    if (const std::string text = plain(value);
        !text.empty() && text != "0" && (!value.is_object() || is_bytes(value)))
      fmt::print("  {:<16} {}\n", term, text);
  }
}

void list(bool as_json) {
  const auto runs = RunStore::open().list();
  if (as_json) return print_json(json_of(runs), 1);
  if (runs.empty())
    return fmt::print("No runs yet. Start one: partials train my-recordings/ -o mine.partials\n");
  fmt::print("{:<44} {:<12} {:>13} {:>8} {:>8}\n", "run", "status", "validation", "seconds", "steps");
  for (const RunInfo& r : runs)
    fmt::print("{:<44} {:<12} {:>13} {:>8.0f} {:>8}\n", r.id, r.status, r.metric.text(r.validation),
               r.spent_s, r.steps);
  for (const RunInfo& r : runs)
    if (!r.damage.empty())
      fmt::print(
          stderr,
          "Warning: {} The rest of the run is in its folder; remove the folder if you do not need it.\n",
          printable(r.damage));
}

void show(const std::string& id, bool as_json) {
  const Run run = RunStore::open().find(id);
  const auto metrics = run.metrics();
  if (as_json)
    return print_json(json{{"id", run.id()},
                           {"path", run.path()},
                           {"status", run.status()},
                           {"damage", run.damage()},
                           {"config", run.config()},
                           {"state", run.state()},
                           {"metrics", metrics}},
                      1);
  const json state = run.state();
  fmt::print("{}: {}\nfolder {}\n\nConfiguration\n", run.id(), run.status(), printable(run.path()));
  if (!run.damage().empty()) fmt::print(stderr, "Warning: {}\n", printable(run.damage()));
  rows(run.config());
  fmt::print("\nResult\n");
  rows(object_in(state, "summary"));
  if (metrics.empty()) return fmt::print("  not validated yet\n");
  const Metric metric = metric_in(run.figures());
  fmt::print("\n{:>8} {:>9} {:>10} {:>14} {:>10}\n", "step", "seconds", "loss", "validation", "best");
  for (const json& m : metrics)
    fmt::print("{:>8} {:>9.1f} {:>10.4g} {:>14} {:>10}\n", whole_in(m, "step"), number_in(m, "spent_s"),
               number_in(m, "loss"), metric.text(validation_in(m)), metric.text(best_in(m)));
}

// With one row for each value of trainer and graph.
json flat(const json& config) {
  json all = json::object();
  for (const auto& [key, value] : config.items())
    if (key == "graph" && value.is_string())
      all.update(json_of_settings(
          flat_settings(object_in(json_from_text(value.get<std::string>()), "nodes"), "graph.")));
    else if (value.is_object() && !is_bytes(value))
      all.update(json_of_settings(flat_settings(value, key + ".")));
    else
      all[key] = value;
  return all;
}

void compare(const std::vector<std::string>& ids, bool as_json) {
  const RunStore store = RunStore::open();
  std::vector<Run> runs;
  for (const std::string& id : ids) runs.push_back(store.find(id));
  std::vector<json> configs;
  std::set<std::string> keys;
  for (const Run& r : runs) {
    configs.push_back(flat(r.config()));
    for (auto& [key, value] : configs.back().items()) keys.insert(key);
  }
  json rows = json::object();
  for (const std::string& key : keys) {
    json values = json::array();
    for (const json& config : configs) values.push_back(config.value(key, json()));
    if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end())
      rows[key] = values;
  }
  for (const char* key : {"validation", "steps", "spent_s"}) {
    json values = json::array();
    for (const Run& r : runs) values.push_back(r.damage().empty() ? r.figures().value(key, json()) : json());
    rows["= " + std::string(key)] = values;
  }
  if (as_json) return print_json(rows, 1);
  fmt::print("{:<18}", "difference");
  for (const Run& r : runs) fmt::print(" {:<36}", r.id());
  for (auto& [key, values] : rows.items()) {
    fmt::print("\n{:<18}", key);
    for (const json& v : values) fmt::print(" {:<36}", plain(v));
  }
  fmt::print("\n");
}

}  // namespace

void add_runs(CLI::App& app) {
  CLI::App* cmd = app.add_subcommand("runs", "list, show, compare, keep and export training runs");
  cmd->require_subcommand(1);
  auto as_json = std::make_shared<bool>(false);
  auto ids = std::make_shared<std::vector<std::string>>();
  CLI::App* l = cmd->add_subcommand("list", "list all runs, newest first");
  CLI::App* s = cmd->add_subcommand("show", "show one run: configuration, state, metrics");
  CLI::App* c = cmd->add_subcommand("compare", "compare runs: their differences and results");
  for (CLI::App* x : {l, s, c}) x->add_flag("--json", *as_json, "as JSON");
  s->add_option("RUN", *ids, "its id, the start of its id, or 'latest'")
      ->type_name("RUN")
      ->required()
      ->expected(1);
  c->add_option("RUN", *ids, "two or more runs")->type_name("RUN")->required()->expected(2, 100);
  cmd->footer("Example: partials runs show latest");
  l->footer("Example: partials runs list");
  s->footer("Example: partials runs show latest --json");
  c->footer("Example: partials runs compare 20260301-1200 20260301-1230");
  add_runs_keeping(*cmd);
  l->callback([as_json] { list(*as_json); });
  s->callback([as_json, ids] { show(ids->front(), *as_json); });
  c->callback([as_json, ids] { compare(*ids, *as_json); });
}
