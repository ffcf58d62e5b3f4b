// SPDX-License-Identifier: MIT
#include "runs/audit_evidence.h"

#include <algorithm>
#include <set>

#include "base/need.h"
#include "base/printable.h"
#include "data/copies.h"
#include "data/split.h"
#include "families/model_loading.h"
#include "report/json_values.h"
#include "runs/looks.h"
#include "runs/train_config.h"
#include "system/file.h"
#include "training/any_family.h"
#include "training/inspection.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr size_t kMaxLock = 64 << 20;
json lock_of(const Run& run) {
  const auto bytes = read_file(run.path() + "/data.lock.json", kMaxLock);
  json lock = bytes ? json::parse(bytes.value(), nullptr, false) : json();
  return lock.is_object() ? lock : json::object();
}

// Hashes of the recordings, whatever set each is in: the split depends on the seed.
std::set<std::string> data_of(const Run& run, const json& lock) {
  std::set<std::string> hashes;
  const auto add = [&](const json& list) {
    if (list.is_array())
      for (const json& r : list)
        if (const std::string hash = text_in(r, "sha256"); !hash.empty()) hashes.insert(hash);
  };
  if (lock.contains("recordings")) add(lock["recordings"]);
  if (!hashes.empty()) return hashes;
  const json kept = run.recordings();  // of runs before locks
  if (kept.contains("recordings")) add(kept["recordings"]);
  return hashes;
}

std::string weights_of(const Run& run) {
  const auto model = load_model(run.model_path());
  return model ? hash_of_weights(model.value()) : "";
}

}  // namespace

AuditedRun audited(const Run& run) {
  AuditedRun a{run.id(), run.created(), weights_of(run), run.config(), lock_of(run), {}, {}, {}};
  const json figures = run.figures();
  a.finished = run.status() == "finished";
  a.metric = metric_in(figures);
  a.validation = validation_in(figures);
  if (const auto rows = run.metrics(); !rows.empty()) {
    a.first_validation = validation_in(rows.front());
    for (const json& row : rows)  // of the weights that were kept
      if (const auto best = best_in(row); best) a.validation = best;
  }
  return a;
}

namespace {

void hear_copies(const std::vector<std::string>& paths, AuditEvidence& e) {
  CheckRequest request;
  request.paths = paths;
  e.usable = check_recordings(request).usable;
  Dataset data = open_dataset(paths);
  const json config = e.run ? e.run->config : json::object();
  assign_splits(&data,
                {.seed = static_cast<uint64_t>(whole_in(config, "split_seed", whole_in(config, "seed", 1))),
                 .folds = static_cast<int>(whole_in(config, "folds")),
                 .fold = static_cast<int>(whole_in(config, "fold")),
                 .allow_copies = true});
  // The sets of the run, where its lock has them, else those that these options give.
  std::multimap<std::string, json> locked;
  if (e.run && e.run->lock.contains("recordings"))
    for (const json& r : e.run->lock["recordings"]) locked.emplace(text_in(r, "sha256"), r);
  std::set<std::string> tested;
  if (const json* look = e.own_look()) tested = hashes_judged(*look);
  const auto sets_of = [&](const Piece& p) {
    const Recording& r = data.recordings[p.recording];
    if (const auto at = locked.find(r.sha256); at != locked.end() && at->second.contains("parts"))
      for (const json& part : at->second["parts"])
        if (whole_in(part, "first") == p.first) return text_in(part, "set");
    return tested.contains(r.sha256) || tested.contains(r.samples_sha256) ? std::string(name_of(Split::test))
                                                                          : std::string(name_of(p.split));
  };
  const auto named = [&](size_t piece) {
    return "'" + printable(name_of(data, data.pieces[piece])) + "' (" + sets_of(data.pieces[piece]) + ")";
  };
  e.shared.emplace();
  for (const AlikePair& pair : find_alike(data))
    if (pair.how == Alike::surely && sets_of(data.pieces[pair.a]) != sets_of(data.pieces[pair.b]))
      e.shared->push_back({named(pair.a), named(pair.b)});
}

AuditEvidence evidence(const AuditPlaces& places, const Model& model, const std::optional<Run>& run) {
  AuditEvidence e;
  e.card = model.card;
  e.name = model.card.name;
  e.weights = hash_of_weights(model);
  const json known = object_in(inspect_model(model), "known");
  e.low_hz = number_in(known, "low_hz");
  e.high_hz = number_in(known, "high_hz");
  if (run) e.run = audited(*run);
  const auto data = run ? data_of(*run, e.run->lock) : std::set<std::string>();
  for (const RunStore& store : places.stores) {
    for (json& look : looks_in(store.folder())) e.looks.push_back(std::move(look));
    if (data.empty()) continue;
    for (const Run& other : store.runs())
      if (other.path() != run->path() && data_of(other, lock_of(other)) == data)
        e.others.push_back(audited(other));
  }
  std::stable_sort(e.looks.begin(), e.looks.end(),
                   [](const json& a, const json& b) { return text_in(a, "when") < text_in(b, "when"); });
  if (!places.recordings.empty()) hear_copies(places.recordings, e);
  return e;
}

}  // namespace

std::string AuditedRun::settings() const {
  json chosen = json::object();
  for (const auto& [name, value] : config.items())
    // the seed and the control differ between repeats; checkpoints have no effect on the weights
    if (!is_of_one_run(name) && name != "seed" && name != "shuffle_targets" && name != "checkpoint_s")
      chosen[name] = value;
  return chosen.dump(-1, ' ', false, json::error_handler_t::replace);
}

int64_t AuditedRun::seed() const { return whole_in(config, "seed"); }
bool AuditedRun::shuffled() const { return flag_in(config, "shuffle_targets"); }

const AuditedTrial* AuditedSweep::trial(int number) const {
  for (const AuditedTrial& t : trials)
    if (t.trial == number) return &t;
  return nullptr;
}
std::vector<const AuditedTrial*> AuditedSweep::with(const std::string& status) const {
  std::vector<const AuditedTrial*> all;
  for (const AuditedTrial& t : trials)
    if (t.status == status) all.push_back(&t);
  return all;
}

const json* AuditEvidence::look_of(const std::string& of, const std::string& test_set) const {
  const json *unseen = nullptr, *any = nullptr;
  for (const json& look : looks) {
    if (of.empty() || text_in(look, "weights") != of) continue;
    if (!test_set.empty() && text_in(look, "test_set") != test_set) continue;
    any = &look;
    const auto rows = rows_of(look);
    if (std::none_of(rows.begin(), rows.end(), [](const json& r) { return flag_in(r, "seen"); }))
      unseen = &look;
  }
  return unseen ? unseen : any;
}

bool AuditEvidence::is_control(const std::string& of) const {
  return std::any_of(others.begin(), others.end(),
                     [&](const AuditedRun& r) { return r.shuffled() && r.weights == of; });
}

std::vector<const AuditedRun*> AuditEvidence::repeats() const {
  std::vector<const AuditedRun*> all;
  if (!run) return all;
  all.push_back(&*run);
  std::set<int64_t> seeds{run->seed()};
  for (const AuditedRun& other : others)
    if (other.finished && !other.shuffled() && other.settings() == run->settings() && other.validation &&
        seeds.insert(other.seed()).second)
      all.push_back(&other);
  return all;
}

AuditEvidence evidence_of_model(const AuditPlaces& places, const std::string& path) {
  const Model model = need(load_model(path));
  const std::string weights = hash_of_weights(model);
  for (const RunStore& store : places.stores)
    for (const Run& run : store.runs())
      if (weights_of(run) == weights) return evidence(places, model, run);
  return evidence(places, model, std::nullopt);
}

AuditEvidence evidence_of_run(const AuditPlaces& places, const Run& run) {
  return evidence(places, need(load_model(run.model_path())), run);
}

std::vector<json> rows_of(const json& look) {
  std::vector<json> rows;
  const auto all = look.find("recordings");
  if (all == look.end() || !all->is_array()) return rows;
  std::set<std::string> heard;
  for (const json& r : *all) {
    if (!r.is_object()) continue;
    const std::string samples = text_in(r, "samples_sha256"),
                      hash = samples.empty() ? text_in(r, "sha256") : samples;
    // pieces of one recording have its hash, and figures of their own
    if (hash.empty() || heard.insert(hash + object_in(r, "model").dump()).second) rows.push_back(r);
  }
  return rows;
}

std::optional<double> mean_in(const json& look, const std::string& player, const std::string& measure) {
  double sum = 0;
  int n = 0;
  for (const json& r : rows_of(look))
    if (const json m = object_in(r, player.c_str()); m.contains(measure) && m[measure].is_number()) {
      sum += m[measure].get<double>();
      ++n;
    }
  return n ? std::optional(sum / n) : std::nullopt;
}

}  // namespace partials
