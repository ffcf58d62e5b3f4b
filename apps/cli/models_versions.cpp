// SPDX-License-Identifier: MIT
#include "models_versions.h"

#include <fmt/format.h>

#include <memory>

#include "arguments.h"
#include "base/printable.h"
#include "families/model_loading.h"
#include "print_json.h"
#include "runs/model_diff.h"
#include "runs/model_versions.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
using nlohmann::json;

struct Options {
  std::string model, other, name, forced;
  std::vector<std::string> recordings;
  bool json = false;
};

constexpr size_t kDigits = 12;  // of a hash

std::string title(const ModelVersion& v) { return fmt::format("{}@{}", v.name, v.number); }

json json_of_version(const ModelVersion& v) {
  return {{"version", title(v)},  {"path", v.path},           {"sha256", v.sha256},
          {"parent", v.parent},   {"data_lock", v.data_lock}, {"created", v.created},
          {"metrics", v.metrics}, {"best", v.best},           {"problem", v.problem}};
}

void add(const Options& o) {
  const ModelVersion v = add_version(o.model, o.name);
  if (o.json) return print_json(json_of_version(v), 1);
  fmt::print("{}: {}\n", title(v), v.path);
}

void versions(const Options& o) {
  const auto all = model_versions(o.name);
  if (o.json) {
    json list = json::array();
    for (const ModelVersion& v : all) list.push_back(json_of_version(v));
    return print_json(list, 1);
  }
  if (all.empty()) return fmt::print("No versions yet. Add one: partials models add mine.partials\n");
  fmt::print("{:<24} {:<12} {:<12} {:<12} {:>11} {:>11}\n", "version", "hash", "parent", "recordings",
             "validation", "unseen");
  for (const ModelVersion& v : all) {
    const auto figure = [&](const char* metric) {
      const auto at = v.metrics.find(metric);
      return at == v.metrics.end() ? std::string("-") : fmt::format("{:.2f} dB", at->second);
    };
    const auto digits = [](const std::string& hash) { return hash.empty() ? "-" : hash.substr(0, kDigits); };
    fmt::print("{:<24} {:<12} {:<12} {:<12} {:>11} {:>11}{}{}\n", title(v), digits(v.sha256),
               digits(v.parent), digits(v.data_lock), figure("validation_log_mel_db"),
               figure("unseen_log_mel_db"), v.best ? "  best" : "", v.problem.empty() ? "" : "  damaged");
  }
}

void diff(Options& o) {
  const std::string names[] = {o.model, o.other};
  find_model_file(o.model);
  find_model_file(o.other);
  const Model was = load_model_file(o.model), is = load_model_file(o.other);
  const ModelDiff d = diff_models(was, is);
  std::optional<JudgedBoth> both;
  if (!o.recordings.empty()) both = judge_both(was, is, o.recordings);
  if (o.json) {
    json data = json::array(), settings = json::object();
    for (const LockDifference& x : d.data) data.push_back({{"file", x.file}, {"what", x.what}});
    for (const SettingDifference& x : d.settings) settings[x.name] = {x.was, x.is};
    json all{{"data", data},
             {"settings", settings},
             {"same_graph", !d.other_graph},
             {"sound_db", json_of(d.sound_db)},
             {"sound_as_log_mel", d.as_log_mel}};
    if (both) all["judged"] = {{"recordings", both->recordings}, {"was", both->was}, {"is", both->is}};
    return print_json(all, 1);
  }
  fmt::print("Recordings: {}\n", d.data.empty() ? "the same" : fmt::format("{} differences", d.data.size()));
  for (const LockDifference& x : d.data) fmt::print("  {} {}\n", printable(x.file), x.what);
  fmt::print("Settings: {}\n", d.settings.empty() ? "the same" : "");
  for (const SettingDifference& x : d.settings)
    fmt::print("  {:<36} {:<24} {}\n", printable(x.name), printable(x.was), printable(x.is));
  if (d.sound_db)
    fmt::print("Sound: {:.2f} dB {} on the first one's example\n", *d.sound_db,
               d.as_log_mel ? "log-mel distance" : "of difference");
  else
    fmt::print("Sound: the two cannot play the same example\n");
  if (!both) return;
  fmt::print("Judged by {}:\n  {:<24} {:>12} {:>12}\n", both->metric.id, "recording", printable(names[0]),
             printable(names[1]));
  for (size_t i = 0; i < both->recordings.size(); ++i)
    fmt::print("  {:<24} {:>12} {:>12}\n", printable(both->recordings[i]), both->metric.text(both->was[i]),
               both->metric.text(both->is[i]));
  fmt::print("  {:<24} {:>12} {:>12}\n", "mean", both->metric.text(both->was_mean),
             both->metric.text(both->is_mean));
}

// What was found, in words; refuses a worse one.
std::string judged(const ModelVersion& v, const ModelVersion& best, const Options& o, json* found) {
  const JudgedBoth both = judge_both(must(load_model(best.path), Exit::model_invalid),
                                     must(load_model(v.path), Exit::model_invalid), o.recordings);
  *found = {{"metric", both.metric.id},
            {"recordings", both.recordings},
            {"was", both.was_mean},
            {"is", both.is_mean}};
  const std::string words =
      fmt::format("{} on {} unseen recording{}: {} has {}, {} has {}", both.metric.id, both.recordings.size(),
                  both.recordings.size() == 1 ? "" : "s", title(best), both.metric.text(both.was_mean),
                  title(v), both.metric.text(both.is_mean));
  if (both.worse() && o.forced.empty())
    throw Stop(
        Exit::quality_not_met,
        fmt::format("'{}' is not promoted, because it is worse ({}); train it better, or give the reason "
                    "for promoting it with --force REASON.",
                    title(v), words));
  return both.worse() ? words + "; promoted because: " + o.forced : words;
}

void promote(const Options& o) {
  const ModelVersion v = find_version(o.model);
  if (!v.problem.empty()) throw Stop(Exit::model_invalid, v.problem);
  const auto best = best_of(v.name);
  json found;
  std::string words = best && !best->problem.empty() ? title(*best) + ", the best so far, is damaged"
                                                     : "there was no promoted version to compare with";
  bool worse = false;
  if (best && best->number != v.number && best->problem.empty()) {
    if (o.recordings.empty() && o.forced.empty())
      throw Stop(Exit::usage,
                 fmt::format("Name recordings that neither {} nor {} was trained on, to judge both by; or "
                             "give a reason with --force REASON.",
                             title(*best), title(v)));
    if (!o.recordings.empty()) {
      words = judged(v, *best, o, &found);
      worse = found["was"] != found["is"] && words.find("promoted because") != std::string::npos;
    } else {
      words = "not judged; promoted because: " + o.forced;
      worse = true;
    }
  }
  const std::string shown = make_best(v, worse ? o.forced : "");
  if (o.json) return print_json(json{{"best", title(v)}, {"file", shown}, {"judged", found}}, 1);
  fmt::print("{} is now {}@best, and hosts find it as {}: {}.\n", title(v), v.name, shown, printable(words));
}

}  // namespace

void add_model_versions(CLI::App& models) {
  auto o = std::make_shared<Options>();
  CLI::App* a = models.add_subcommand("add", "add a model file as the next version of its name");
  a->add_option("file", o->model, "a .partials file")
      ->type_name("FILE")
      ->required()
      ->check(CLI::ExistingFile);
  a->add_option("--name", o->name, "the versions' name; default: the name in its card");
  a->footer("Example: partials models add violin.partials");
  CLI::App* v = models.add_subcommand("versions", "list versions: hash, parent, recordings, figures");
  v->add_option("name", o->name, "of this model only")->type_name("NAME");
  v->footer("Example: partials models versions violin");
  CLI::App* d = models.add_subcommand("diff", "compare two models: recordings, settings, and sound in dB");
  d->add_option("model", o->model, kModelHelp)->type_name("MODEL")->required();
  d->add_option("other", o->other, "the model to compare it with")->type_name("MODEL")->required();
  d->add_option("--on", o->recordings,
                "also judge both on those of these recordings that neither was trained on")
      ->type_name("RECORDINGS");
  d->footer("Example: partials models diff violin@best violin@3 --on recordings/");
  CLI::App* p = models.add_subcommand(
      "promote", "make a version NAME@best, unless it is worse than that on unseen recordings");
  p->add_option("version", o->model, "NAME@NUMBER or NAME@latest")->type_name("VERSION")->required();
  p->add_option("--on", o->recordings,
                "recordings to judge both versions by; those that either was trained on are left out")
      ->type_name("RECORDINGS");
  p->add_option("--force", o->forced, "promote it even if it is worse; the reason is noted in its card")
      ->type_name("REASON");
  p->footer(
      "The promoted version is copied to the model folder, where plug-ins and other commands find it by its "
      "name.\nExample: partials models promote violin@latest --on recordings/");
  for (CLI::App* x : {a, v, d, p}) x->add_flag("--json", o->json, "as JSON");
  a->callback([o] { add(*o); });
  v->callback([o] { versions(*o); });
  d->callback([o] { diff(*o); });
  p->callback([o] { promote(*o); });
}
