// SPDX-License-Identifier: MIT
#include "runs/reproduce.h"

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "base/listed.h"
#include "base/need.h"
#include "base/plain_number.h"
#include "base/printable.h"
#include "data/data_lock.h"
#include "data/dataset_files.h"
#include "families/model_loading.h"
#include "host/model_names.h"
#include "model/golden.h"
#include "model/json_fields.h"
#include "model/safetensors.h"
#include "report/json_values.h"
#include "runs/made_by.h"
#include "runs/recipe.h"
#include "runs/run_config.h"
#include "runs/run_store.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// A folder that is removed with everything in it.
class OwnFolder {
 public:
  OwnFolder() : path_(fs::temp_directory_path() / ("partials-again-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~OwnFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::map<std::string, std::string> files_by_hash(const std::vector<std::string>& places) {
  std::map<std::string, std::string> files;
  std::error_code none;
  const auto add = [&](const fs::path& path) {
    if (!fs::is_regular_file(path, none)) return;
    if (const auto hash = content_hash(path.string())) files.emplace(hash.value(), path.string());
  };
  for (const std::string& place : places) {
    if (!fs::is_directory(place, none)) {
      add(place);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(place, none)) add(entry.path());
  }
  return files;
}

// Earlier versions stored only the hashes of those that were trained on.
void check_sources(const Card& card, const std::map<std::string, std::string>& files) {
  std::vector<std::string> changed;
  for (const CardSource& s : card.sources)
    if (!files.count(s.sha256)) changed.push_back(printable(s.name));
  if (!changed.empty())
    throw DataRefused("These recordings of the model were changed or are missing: " + listed(changed) +
                      "; name the folder of the original ones.");
}

// Entries of the card that training does not make, or that depend on the clock.
Card as_card_was(Card made, const Card& was) {
  made.created = was.created;
  made.code_version = was.code_version;
  made.training_s = was.training_s;
  made.interrupted = was.interrupted;
  made.redistribute = was.redistribute;
  made.forced = was.forced;
  made.base = was.base;
  for (size_t i = 0; i < std::min(made.sources.size(), was.sources.size()); ++i)
    if (made.sources[i].sha256 == was.sources[i].sha256) made.sources[i] = was.sources[i];
  for (const auto& [name, value] : was.metrics)
    if (name.rfind("unseen_", 0) == 0) made.metrics[name] = value;
  return made;
}

double db_of(double difference, double energy) { return 10 * std::log10(difference / energy); }

std::string number(float x) { return plain_general(static_cast<double>(x), 9); }

void compare_weights(const Model& was, Remade& r) {
  const std::vector<float>& now = r.model.weights;
  double difference = 0;
  double energy = 0;
  size_t first = now.size();
  for (size_t i = 0; i < now.size(); ++i) {
    const double d = static_cast<double>(now[i]) - was.weights[i];
    if (now[i] != was.weights[i]) first = std::min(first, i);
    difference += d * d;
    energy += static_cast<double>(was.weights[i]) * was.weights[i];
  }
  if (first == now.size()) return;
  r.weights_db = db_of(difference, energy);
  for (const WeightEntry& e : was.table.entries)
    if (first >= e.offset && first < e.offset + e.size()) {
      const size_t at = first - e.offset;
      const auto columns = static_cast<size_t>(std::max(1, e.cols));
      r.difference = "the weight '" + e.name + "', row " + std::to_string(at / columns) + ", column " +
                     std::to_string(at % columns) + ", is " + number(now[first]) + " and was " +
                     number(was.weights[first]);
    }
}

std::string short_text(const json& j) {
  return j.dump(-1, ' ', false, json::error_handler_t::replace).substr(0, 60);
}

// The first difference of two metadata texts of JSON.
std::string difference_of(const std::string& key, const std::string& was, const std::string& now) {
  const json before = json_from_text(was), after = json_from_text(now);
  const json steps = json::diff(before, after);
  if (steps.empty()) return "the entry '" + key + "' is written in another way";
  const std::string path = steps[0].value("path", "");
  const auto at = [&](const json& j) {
    const json::json_pointer pointer(path);
    return j.contains(pointer) ? short_text(j[pointer]) : std::string("missing");
  };
  return "the entry '" + key + path + "' is " + at(after) + " and was " + at(before);
}

std::string difference_of_metadata(const std::string& was, const std::string& now) {
  const auto before = safetensors_metadata(was, was.size(), ""),
             after = safetensors_metadata(now, now.size(), "");
  if (!before || !after) return "the file is written in another way";
  for (const auto& [key, text] : before.value()) {
    const auto there = after.value().find(key);
    if (key == "file_sha256" || key == "partials") continue;  // follow from the others
    if (there == after.value().end()) return "the entry '" + key + "' is missing";
    if (there->second != text) return difference_of(key, text, there->second);
  }
  return "the file is written in another way";
}

}  // namespace

std::vector<std::string> other_maker(const Model& model) {
  const json recipe = recipe_in(model);
  json then = object_in(recipe, "machine");
  if (then.empty()) then["version"] = model.card.code_version;
  return differences_of_makers(then, made_by());
}

TrainOptions reproduction_of(const Model& model, const std::vector<std::string>& recordings) {
  TrainOptions o = options_again(model);
  o.inputs = recordings;
  if (!model.card.base.empty()) {  // the model it started from, by its content
    const std::string parent = text_in(recipe_in(model), "parent");
    if (parent.empty())
      throw std::runtime_error("The model was trained from '" + model.card.base +
                               "', and its file does not say which one that was; train a new model instead.");
    o.base = model.card.base;
    o.base_path = need(model_path(parent));
  }
  const auto files = files_by_hash(recordings);
  const json lock = object_in(recipe_in(model), "data");
  if (!lock.contains("recordings") || !lock["recordings"].is_array()) {
    check_sources(model.card, files);
    return o;
  }
  std::vector<std::string> found;
  for (const json& r : lock["recordings"])
    if (const auto at = files.find(text_in(r, "sha256")); at != files.end()) found.push_back(at->second);
  if (found.size() == lock["recordings"].size()) o.files = found;
  return o;  // otherwise the comparison of the locks names what changed
}

Model train_again(const Model& model, const TrainOptions& options, const TrainEvents& given) {
  const OwnFolder folder;
  RunStore store = RunStore::open(folder.file("runs"));
  TrainOptions o = options;
  o.output = folder.file("again.partials");
  Run run = store.create("again", config_of(o));
  if (const json lock = object_in(recipe_in(model), "data"); !lock.empty()) run.set_data_lock(lock);
  int64_t step = 0;
  bool stopped = false;
  TrainEvents events = given;
  events.progress = [&](const TrainProgress& p) {
    step = p.step;
    given.progress(p);
  };
  events.stop = [&] {
    stopped = stopped || given.stop();
    return stopped || (!o.steps && step >= model.card.steps);
  };
  TrainResult result = train(o, run, false, events);
  if (stopped) throw std::runtime_error("The training was stopped before it could be compared.");
  return std::move(result.model);
}

Remade compare_remade(const Model& was, const std::string& bytes, Model made) {
  Remade r;
  made.card = as_card_was(std::move(made.card), was.card);
  const json then = recipe_in(was), now = recipe_in(made);
  // machine and promotion are not results of the training
  if (then.empty() ||
      (object_in(then, "config") == object_in(now, "config") &&
       object_in(then, "data").value("sha256", "") == object_in(now, "data").value("sha256", "")))
    made.training = was.training;
  r.model = std::move(made);
  const std::string again = bytes_from_model(r.model);
  r.same = again == bytes;
  if (r.same) return r;
  if (r.model.weights.size() == was.weights.size()) compare_weights(was, r);
  if (const double db = golden_difference_db(was.golden.outputs, r.model.golden.outputs); std::isfinite(db))
    r.sound_db = db;
  if (r.difference.empty()) r.difference = difference_of_metadata(bytes, again);
  return r;
}

}  // namespace partials
