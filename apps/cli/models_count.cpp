// SPDX-License-Identifier: MIT
#include "models_count.h"

#include <fmt/format.h>

#include <memory>

#include "arguments.h"
#include "base/printable.h"
#include "families/model_loading.h"
#include "host/model_names.h"
#include "host/session.h"
#include "print_json.h"
#include "verbs/exits.h"
#include "verbs/models.h"
#include "verbs/played.h"

namespace {

using namespace partials;
using nlohmann::json;

struct Options {
  std::string action = "show", model;
  bool json = false;
};

constexpr const char* kWhat =
    "how many notes each model plays, and which of them are outside its recordings, by key and loudness. It "
    "holds no times but the day of the first note";

// The model's file, if it is on this machine: its range tells what is outside.
json counted(const PlayedCounts& c) {
  json j{{"name", c.name}, {"sha256", c.sha256}, {"since", c.since}, {"notes", c.tally.notes}};
  if (const std::string path = find_model(c.sha256, ""); !path.empty())
    if (const auto model = load_model(path)) j["played"] = played_json(model.value(), c.sha256);
  return j;
}

void show(const Options& o) {
  std::string trouble;
  const auto all = read_counts(&trouble);
  json models = json::array();
  for (const PlayedCounts& c : all)
    if (o.model.empty() || c.sha256 == sha256_of_file(o.model)) models.push_back(counted(c));
  const bool on = counting_agreed();
  if (o.json)
    return print_json(json{{"agreed", on},
                           {"settings", settings_path()},
                           {"counts", counts_path()},
                           {"problem", trouble},
                           {"models", models}},
                      1);
  fmt::print("Counting is {} ({}).\n", on ? "on" : "off", settings_path());
  if (!trouble.empty()) throw Stop(Exit::failure, trouble);
  if (models.empty()) return fmt::print("Nothing was counted{}.\n", o.model.empty() ? "" : " for this model");
  for (const json& m : models) {
    const std::string said = played_text(m.value("played", json()));
    fmt::print("{} ({}): {}\n", printable(m["name"].get<std::string>()),
               m["sha256"].get<std::string>().substr(0, 12),
               said.empty() ? fmt::format("{} notes since {}; its file is not on this machine.",
                                          m["notes"].get<uint64_t>(), m["since"].get<std::string>())
                            : said);
  }
}

void turn(bool on, const Options& o) {
  must(agree_to_counting(on));
  if (o.json)
    return print_json(json{{"agreed", on}, {"settings", settings_path()}, {"counts", counts_path()}}, 1);
  if (on)
    return fmt::print(
        "Players on this computer now count {}. The numbers are in {} and are sent nowhere; partials inspect "
        "MODEL shows them. To stop: partials models count off. To delete them: partials models count "
        "clear.\n",
        kWhat, counts_path());
  fmt::print("Players on this computer count nothing{}.\n",
             read_counts().empty()
                 ? ""
                 : "; what was counted before stays until you delete it: partials models count clear");
}

void clear(const Options& o) {
  const size_t n = must(clear_counts(o.model.empty() ? "" : sha256_of_file(o.model)));
  if (o.json) return print_json(json{{"cleared", n}}, 1);
  fmt::print("Deleted the counts of {} model{}.\n", n, n == 1 ? "" : "s");
}

void run(Options& o) {
  if (!o.model.empty() && o.action != "show" && o.action != "clear")
    throw Stop(Exit::usage, "Counting is on or off for all models; leave the model out.");
  if (!o.model.empty()) find_model_file(o.model);
  if (o.action == "on" || o.action == "off") return turn(o.action == "on", o);
  if (o.action == "clear") return clear(o);
  show(o);
}

}  // namespace

void add_models_count(CLI::App& models) {
  auto o = std::make_shared<Options>();
  CLI::App* c = models.add_subcommand(
      "count",
      "let players count the notes outside a model's recordings (off at first), and show or delete it");
  c->add_option("action", o->action,
                "on: count from now on; off: stop; show: what was counted; clear: delete it")
      ->check(CLI::IsMember({"on", "off", "show", "clear"}))
      ->capture_default_str();
  c->add_option("model", o->model, kModelHelp)->type_name("MODEL");
  c->add_flag("--json", o->json, "as JSON");
  c->footer(
      "With your consent, players (partials play, partials-live, plug-ins, boxes) count notes that lie "
      "outside "
      "the recordings of a model,\nby key and loudness, into a file on this computer. Nothing is sent "
      "anywhere. partials inspect MODEL then says which notes to record next.\n"
      "Examples:\n  partials models count on\n  partials models count show violin\n  partials models count "
      "clear");
  c->callback([o] { run(*o); });
}
