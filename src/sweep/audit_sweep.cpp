// SPDX-License-Identifier: MIT
#include "sweep/audit_sweep.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "data/dataset_files.h"
#include "families/model_loading.h"
#include "report/json_values.h"
#include "runs/looks.h"
#include "sweep/sweep_folder.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

std::string text_of_values(const ordered_json& values) {
  std::string text;
  for (const auto& [name, value] : values.items())
    text += (text.empty() ? "" : ", ") + name + " " +
            (value.is_string() ? value.get<std::string>() : value.dump());
  return text;
}

std::string hash_of_model(const std::string& path) {
  const auto model = load_model(path);
  return model ? hash_of_weights(model.value()) : "";
}

// What does not fit the result of a trial that was trained. The card of its model may have been written anew
// (eval --record), so the weights are compared if the file's hash is another.
std::string damage_of(const SweepFolder& folder, const AuditedTrial& t, const std::string& model_sha256) {
  if (!t.run) return "its run folder is missing";
  if (t.run->validation != t.validation)
    return "its result has the validation " + t.run->metric.text(t.validation) + ", its run " +
           t.run->metric.text(t.run->validation);
  const auto hash = content_hash(folder.model(t.trial));
  if (!hash) return "its model is missing";
  if (hash.value() != model_sha256 && hash_of_model(folder.model(t.trial)) != t.run->weights)
    return "its model is not the one that its result names";
  return "";
}

AuditedTrial audited_trial(const SweepFolder& folder, const RunStore& store, const ordered_json& row) {
  AuditedTrial t;
  t.trial = row["trial"].get<int>();
  t.values = text_of_values(row["values"]);
  t.status = row["status"].get<std::string>();
  t.why = row["why"].get<std::string>();
  t.steps = row["steps"].get<int64_t>();
  t.validation = validation_in(json(row));
  const std::string id = SweepFolder::run_name(t.trial);
  if (store.has(id)) t.run = audited(store.find(id));
  if (t.status == "finished" || t.status == "stopped")
    t.damage = damage_of(folder, t, row["model_sha256"].get<std::string>());
  return t;
}

int number_of(const SweepFolder& folder, const AuditedSweep& sweep, const std::string& chosen) {
  if (chosen.empty()) return sweep.best;
  if (!fs::exists(chosen) && chosen.size() < 9 &&
      chosen.find_first_not_of("0123456789") == std::string::npos) {
    if (sweep.trial(std::stoi(chosen))) return std::stoi(chosen);
  } else if (const std::string weights = hash_of_model(chosen); !weights.empty()) {
    for (const AuditedTrial& t : sweep.trials)
      if (hash_of_model(folder.model(t.trial)) == weights) return t.trial;
  }
  throw std::runtime_error("'" + chosen + "' is neither a trial's number nor a model of the sweep '" +
                           folder.path() + "'; see its table.csv.");
}

}  // namespace

std::string sweep_of_model(const std::string& path) {
  std::error_code none;
  const fs::path models = fs::absolute(path, none).lexically_normal().parent_path();
  return models.filename() == "models" && SweepFolder::is_one(models.parent_path().string())
             ? models.parent_path().string()
             : "";
}

AuditEvidence evidence_of_sweep(const std::string& path, const std::string& chosen, AuditPlaces places) {
  const SweepFolder folder = SweepFolder::existing(path);
  const Sweep sweep = folder.sweep();
  const RunStore store = RunStore::open(folder.runs());
  AuditedSweep s;
  for (const ordered_json& row : table_of(sweep, folder)) {
    s.trials.push_back(audited_trial(folder, store, row));
    if (s.best < 0 && s.trials.back().status == "finished") {  // validated ones come first
      s.best = s.trials.back().trial;
      s.metric = metric_in(json(row));
    }
  }
  s.chosen = number_of(folder, s, chosen);
  if (s.chosen < 0)
    throw std::runtime_error("No trial of the sweep '" + path +
                             "' is finished; the same command as before continues it.");
  std::error_code none;
  std::erase_if(places.stores, [&](const RunStore& other) {
    return fs::equivalent(other.folder(), store.folder(), none);  // PARTIALS_RUNS names the sweep's own
  });
  places.stores.insert(places.stores.begin(), store);
  const std::string id = SweepFolder::run_name(s.chosen);
  AuditEvidence e = store.has(id) ? evidence_of_run(places, store.find(id))
                                  : evidence_of_model(places, folder.model(s.chosen));
  e.name = fs::path(folder.path()).filename().string() + ", trial " + std::to_string(s.chosen);
  e.sweep = std::move(s);
  return e;
}

}  // namespace partials
