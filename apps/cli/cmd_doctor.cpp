// SPDX-License-Identifier: MIT
// partials doctor: what this machine can do, with a remedy for each thing that is missing.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "examine_sound.h"
#include "print_json.h"
#include "runs/machine.h"

namespace {

using namespace partials;

const char* mark_of(Severity s) {
  return s == Severity::fact ? "ok  " : s == Severity::warning ? "look" : "stop";
}

nlohmann::json json_of(const std::vector<Finding>& findings) {
  nlohmann::json j = nlohmann::json::array();
  for (const Finding& f : findings)
    j.push_back({{"id", f.id}, {"ok", f.severity == Severity::fact}, {"text", f.text}, {"remedy", f.remedy}});
  return j;
}

void print_words(const std::vector<Finding>& findings) {
  int remedies = 0;
  for (const Finding& f : findings) {
    fmt::print("{}  {:<10} {}\n", mark_of(f.severity), f.id, f.text);
    if (!f.remedy.empty()) {
      fmt::print("                 -> {}\n", f.remedy);
      ++remedies;
    }
  }
  fmt::print(
      "{}\n",
      remedies
          ? "Lines marked 'look' do not prevent training or rendering; each states what it would improve."
          : "Everything is in place.");
}

std::vector<Finding> examine() {
  std::vector<Finding> all = examine_machine();
  for (Finding& f : examine_sound()) all.push_back(std::move(f));
  return all;
}

}  // namespace

void add_doctor(CLI::App& app) {
  auto json = std::make_shared<bool>(false);
  CLI::App* verb = app.add_subcommand("doctor", "report what this machine can do, with remedies");
  verb->add_flag("--json", *json, "print everything as JSON");
  verb->footer("Example:\n  partials doctor");
  verb->callback([json] { *json ? print_json(json_of(examine()), 2) : print_words(examine()); });
}
