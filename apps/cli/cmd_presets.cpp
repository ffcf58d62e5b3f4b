// SPDX-License-Identifier: MIT
// partials presets list | remove: settings of models that a user saved in a window or a host.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "host/session.h"
#include "print_json.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
using nlohmann::json;

json entry_of(const std::string& path) {
  const auto preset = read_preset(path);
  if (!preset) return {{"path", path}, {"name", ""}, {"problem", preset.error().text}};
  const Preset& p = preset.value();
  const auto model = model_of_preset(p);
  return {
      {"path", path},
      {"name", p.name},
      {"model", {{"name", p.model.name}, {"sha256", p.model.sha256}, {"path", model ? model.value() : ""}}},
      {"problem", model ? "" : model.error().text}};
}

void list(bool as_json) {
  json all = json::array();
  for (const std::string& path : preset_files()) all.push_back(entry_of(path));
  if (as_json) return print_json(all, 1);
  if (all.empty()) return fmt::print("No presets yet. Save one in the window: Models, then Save preset.\n");
  fmt::print("{:<32} {:<24} {}\n", "preset", "model", "file");
  for (const json& p : all) {
    const std::string problem = p["problem"],
                      model = p.contains("model") ? p["model"]["name"].get<std::string>() : "?";
    fmt::print("{:<32} {:<24} {}\n", p["name"].get<std::string>(), model, p["path"].get<std::string>());
    if (!problem.empty()) fmt::print("  {}\n", problem);
  }
}

// By name or by path; a name that two files share is refused.
void remove(const std::string& asked) {
  std::vector<std::string> found;
  for (const std::string& path : preset_files())
    if (const auto preset = read_preset(path); path == asked || (preset && preset.value().name == asked))
      found.push_back(path);
  if (found.empty() && is_preset_path(asked)) found.push_back(asked);
  if (found.empty())
    throw Stop(Exit::usage, "There is no preset '" + asked + "'; see: partials presets list");
  if (found.size() > 1)
    throw Stop(Exit::usage, "Two presets are called '" + asked + "': '" + found[0] + "' and '" + found[1] +
                                "'; give the path of one of them.");
  std::error_code failed;
  if (!std::filesystem::remove(found[0], failed))
    throw Stop(Exit::failure, "The preset '" + found[0] + "' could not be removed: " +
                                  (failed ? failed.message() : "there is no such file") +
                                  "; check its name and the folder's permissions.");
  fmt::print("Removed {}\n", found[0]);
}

}  // namespace

void add_presets(CLI::App& app) {
  CLI::App* cmd = app.add_subcommand("presets", "list and remove presets: saved settings of models");
  cmd->require_subcommand(1);
  auto as_json = std::make_shared<bool>(false);
  auto name = std::make_shared<std::string>();
  CLI::App* l = cmd->add_subcommand("list", "list all presets on this machine, with their models");
  CLI::App* r = cmd->add_subcommand("remove", "remove a preset's file; its model stays");
  l->add_flag("--json", *as_json, "as JSON");
  r->add_option("PRESET", *name, "its name or its file")->type_name("PRESET")->required();
  cmd->footer("Example: partials presets list");
  l->footer("Example: partials presets list --json");
  r->footer("Example: partials presets remove \"Soft evening\"");
  l->callback([as_json] { list(*as_json); });
  r->callback([name] { remove(*name); });
}
