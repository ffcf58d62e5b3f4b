// SPDX-License-Identifier: MIT
// partials models list | show | seal: lists models with the names that other commands accept, shows one,
// and writes a new checksum into files that were edited on purpose or have none.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <vector>

#include "arguments.h"
#include "families/model_loading.h"
#include "host/model_names.h"
#include "model/checksum.h"
#include "models_count.h"
#include "models_versions.h"
#include "print_json.h"
#include "system/file.h"
#include "verbs/exits.h"

void show_model(std::string model, bool as_json);  // cmd_inspect.cpp

namespace {

using namespace partials;
using nlohmann::json;

struct Options {
  bool json = false, names = false;
  std::string model;
  std::vector<std::string> files;
};

// Names for a table or a completion; text from a file may contain any bytes.
std::string plain(std::string text, size_t most) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  return text.size() > most ? text.substr(0, most) : text;
}

void list_json(const std::vector<KnownModel>& models) {
  json all = json::array();
  for (const KnownModel& m : models)
    all.push_back({{"name", m.name},
                   {"stem", m.stem},
                   {"path", m.path},
                   {"licence", m.licence},
                   {"bytes", m.bytes},
                   {"sha256", sha256_of_file(m.path)},
                   {"checksum", m.has_checksum},
                   {"problem", m.problem}});
  print_json(all, 1);
}

void list(const Options& o) {
  const auto models = known_models();
  if (o.json) return list_json(models);
  if (o.names) {
    for (const KnownModel& m : models) fmt::print("{}\n", plain(m.stem, 255));
    return;
  }
  if (models.empty())
    return fmt::print("No models yet in {}. Train one: partials train my-recordings/ -o mine.partials\n",
                      fmt::join(known_model_folders(), ", "));
  fmt::print("{:<24} {:<20} {:<14} {:>9}  {:<12}  {}\n", "name", "file", "licence", "size", "hash", "folder");
  for (const KnownModel& m : models) {
    const std::string hash = sha256_of_file(m.path).substr(0, 12),
                      folder = std::filesystem::path(m.path).parent_path().string();
    fmt::print("{:<24} {:<20} {:<14} {:>6} kB  {:<12}  {}\n",
               m.problem.empty() ? plain(m.name, 24) : "(damaged)", plain(m.stem, 64), plain(m.licence, 14),
               (m.bytes + 500) / 1000, hash, folder);
  }
}

// Only the checksum is written; the rest of the model is unchanged.
void seal(const std::string& path) {
  const std::string bytes = must(read_file(path, kMaxModelBytes));
  const auto sound = model_from_bytes(bytes, path);
  if (sound && sound.value().has_checksum) return fmt::print("{}: its checksum is already correct.\n", path);
  const Model model =
      sound ? sound.value() : must(model_from_changed_bytes(bytes, path), Exit::model_invalid);
  must(save_model(model, path));
  fmt::print("{}: {}\n", path,
             sound ? "now has a checksum." : "has a new checksum for its current contents.");
}

}  // namespace

void add_models(CLI::App& app) {
  CLI::App* cmd = app.add_subcommand("models",
                                     "list models and their names, show one, keep versions, count what is "
                                     "played outside their range, or give "
                                     "one a new checksum");
  cmd->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* l =
      cmd->add_subcommand("list", "models in the model folders, with the names that other commands accept");
  CLI::App* s = cmd->add_subcommand("show", "show what is inside a model, like partials inspect");
  CLI::App* c = cmd->add_subcommand(
      "seal", "write the checksum of model files that were edited on purpose or have none");
  l->add_flag("--json", o->json, "as JSON");
  l->add_flag("--names", o->names, "file names only, one per line");
  s->add_option("model", o->model, kModelHelp)->type_name("MODEL")->required();
  s->add_flag("--json", o->json, "as JSON");
  c->add_option("files", o->files, "files to rewrite")->type_name("FILE")->required()->expected(1, 1000);
  cmd->footer("Example: partials models list");
  l->footer(
      "A model can be given by its name, by its file's name without the extension, or by the beginning of "
      "its hash (as printed by sha256sum).\n"
      "Example: partials models list --json");
  s->footer("Example: partials models show violin");
  c->footer(
      "A damaged file stays damaged when it is sealed: seal only what you edited yourself. The file's hash "
      "changes, so a project that\n"
      "refers to it by hash (because its card forbids redistribution) will ask for the old one.\n"
      "Example: partials models seal mine.partials");
  add_model_versions(*cmd);
  add_models_count(*cmd);
  l->callback([o] { list(*o); });
  s->callback([o] { show_model(o->model, o->json); });
  c->callback([o] {
    for (const std::string& file : o->files) seal(file);
  });
}
