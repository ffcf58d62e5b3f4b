// SPDX-License-Identifier: MIT
#include "runs/run_config.h"

#include <filesystem>
#include <stdexcept>

#include "base/sha256.h"
#include "model/graph_json.h"
#include "model/json_fields.h"
#include "model/metric.h"
#include "report/json_values.h"
#include "runs/train_config.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string absolute_path(const std::string& path) {
  std::error_code failed;
  const fs::path whole = fs::absolute(path, failed);
  return failed ? path : whole.lexically_normal().string();
}

std::string seen_from(const std::string& folder, const std::string& path) {
  return folder.empty() || path.empty() || fs::path(path).is_absolute()
             ? path
             : (fs::path(folder) / path).lexically_normal().string();
}

void refuse_damaged(const Run& run, const json& c) {
  const auto refuse = [&](const std::string& what) {
    throw std::runtime_error("Run " + run.id() + " cannot be resumed: " + what + " Start a new run.");
  };
  if (const std::string damage = run.damage(); damage.find("/config.json'") != std::string::npos)
    refuse(damage);
  for (const char* key : {"inputs", "output", "preset", "minutes", "seed"})
    if (!c.contains(key)) refuse("'" + run.path() + "/config.json' is damaged: '" + key + "' is missing.");
}

// Everything but the output and the card's texts, which a resume may give anew.
void read_config(const json& c, const std::string& file, TrainOptions& o) {
  o.inputs = all_bytes_in(c, "inputs");
  o.minutes = number_in(c, "minutes", o.minutes);
  o.checkpoint_s = number_in(c, "checkpoint_s", o.checkpoint_s);
  o.preset = text_in(c, "preset");
  o.weights = text_in(c, "weights", "full");
  o.base = bytes_in(c, "base");
  o.steps = whole_in(c, "steps");
  o.until = until_in(c);
  o.seed = static_cast<uint64_t>(whole_in(c, "seed"));
  if (const auto seed = c.find("seed"); seed != c.end() && seed->is_number_unsigned())
    o.seed = seed->get<uint64_t>();
  if (const auto seed = c.find("split_seed"); seed != c.end() && seed->is_number_unsigned())
    o.split_seed = seed->get<uint64_t>();
  o.folds = static_cast<int>(whole_in(c, "folds"));
  o.fold = static_cast<int>(whole_in(c, "fold"));
  o.allow_copies = flag_in(c, "allow_copies");
  o.shuffle_targets = flag_in(c, "shuffle_targets");
  o.validation_share = number_in(c, "validation_share", o.validation_share);
  take_training(c, file, o);
}

}  // namespace

json config_of(const TrainOptions& o) {
  std::error_code none;
  json c{{"inputs", json_of_bytes(o.inputs)},
         {"output", json_of_bytes(o.output)},
         {"folder", json_of_bytes(fs::current_path(none).string())},
         {"preset", o.preset},
         {"weights", o.weights},
         {"base", json_of_bytes(o.base)},
         {"minutes", o.minutes},
         {"steps", o.steps},
         {"until", json_of(o.until)},
         {"seed", o.seed},
         {"folds", o.folds},
         {"fold", o.fold},
         {"allow_copies", o.allow_copies},
         {"validation_share", o.validation_share},
         {"settings", json_of_settings(o.settings)},
         {"checkpoint_s", o.checkpoint_s},
         {"name", o.name},
         {"author", o.author},
         {"licence", o.licence},
         {"consent", o.consent},
         {"description", o.description},
         {"tags", o.tags}};
  if (o.shuffle_targets) c["shuffle_targets"] = true;
  if (o.split_seed) c["split_seed"] = *o.split_seed;
  if (!o.graph.empty()) c["graph"] = o.graph;
  return c;
}

void keep_resolved(Run& run, const TrainingTask& task) {
  json c = run.config();
  c.update(task.trainer_settings);
  c["graph"] = json_from_graph(task.graph);
  c["resolved_preset"] = task.preset;
  run.set_config(c);
}

std::string take_over(const Run& run, TrainOptions& o, const GivenAnew& given) {
  const json c = run.config();
  refuse_damaged(run, c);
  const std::string folder = bytes_in(c, "folder"), output = bytes_in(c, "output");
  const bool elsewhere = o.output.empty() && folder.empty() && fs::path(output).is_relative();
  o.output = absolute_path(o.output.empty() ? seen_from(folder, output) : o.output);
  const double minutes = o.minutes, checkpoint_s = o.checkpoint_s;
  const int64_t steps = o.steps;
  read_config(c, run.path() + "/config.json", o);
  if (given.steps && (o.steps == 0 || steps < o.steps))
    throw std::runtime_error(
        "Run " + run.id() + " trains " + (o.steps ? std::to_string(o.steps) + " steps" : "by time") +
        ", and a resume can only add steps; give --steps a greater number, or start a new "
        "run.");
  if (given.steps) o.steps = steps;
  if (given.minutes) o.minutes = minutes;
  if (given.checkpoint) o.checkpoint_s = checkpoint_s;
  o.base_path = seen_from(folder, o.base);
  for (auto [key, to] : {std::pair{"name", &o.name},
                         {"author", &o.author},
                         {"licence", &o.licence},
                         {"consent", &o.consent},
                         {"description", &o.description}})
    if (to->empty()) *to = text_in(c, key);
  if (o.tags.empty()) o.tags = all_bytes_in(c, "tags");
  return elsewhere ? "Note: this run does not record the folder in which it was started, so its model is "
                     "written to '" +
                         o.output + "'; use --output to name another file."
                   : "";
}

std::string asked_of(const TrainOptions& o) {
  json j = config_of(o);
  for (const char* may_change : {"output", "folder", "minutes", "steps", "checkpoint_s", "name", "author",
                                 "licence", "consent", "description", "tags"})
    j.erase(may_change);
  return sha256_hex(j.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::string message_of(const TrainOptions& o) {
  json j = config_of(o);
  j["files"] = json_of_bytes(o.files);
  j["threads"] = o.threads;
  return j.dump();
}

TrainOptions options_from(const std::string& message) {
  const json j = json::parse(message);
  TrainOptions o;
  read_config(j, "of the first rank", o);
  o.files = all_bytes_in(j, "files");
  o.threads = static_cast<int>(whole_in(j, "threads", 1));
  return o;
}

void keep_given(Run& run, const TrainOptions& o) {
  json c = run.config();
  c["inputs"] = json_of_bytes(o.inputs);
  c["output"] = json_of_bytes(o.output);
  c["minutes"] = o.minutes;
  c["steps"] = o.steps;
  c["checkpoint_s"] = o.checkpoint_s;
  c["name"] = o.name;
  c["author"] = o.author;
  c["licence"] = o.licence;
  c["consent"] = o.consent;
  c["description"] = o.description;
  c["tags"] = o.tags;
  run.set_config(c);
}

}  // namespace partials
