// SPDX-License-Identifier: MIT
#include "runs/model_diff.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "base/need.h"
#include "data/dataset_files.h"
#include "data/find_recordings.h"
#include "families/families.h"
#include "judge/mel.h"
#include "learn/train_settings.h"
#include "model/golden.h"
#include "model/graph_json.h"
#include "model/json_fields.h"
#include "report/json_values.h"
#include "runs/recipe.h"
#include "soundfile/resample.h"
#include "training/training_families.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// What older files say of their recordings.
json lock_in(const Model& m) {
  json lock = object_in(recipe_in(m), "data");
  if (!lock.empty()) return lock;
  lock["recordings"] = json::array();
  for (const CardSource& s : m.card.sources)
    lock["recordings"].push_back(
        {{"file", s.name}, {"sha256", s.sha256}, {"licence", s.licence}, {"consent", s.consent}});
  return lock;
}

SettingValues settings_in(const Model& m) {
  SettingValues all = flat_settings(object_in(recipe_in(m), "config"));
  all["steps done"] = std::to_string(m.card.steps);
  if (!all.count("preset")) all["preset"] = json(m.card.preset).dump();
  if (!all.count("seed")) all["seed"] = std::to_string(m.card.seed);
  for (auto& [name, value] : flat_settings(object_in(recipe_in(m), "machine"), "machine.")) all[name] = value;
  const json graph = json_from_text(json_from_graph(m.graph));
  const json nodes = object_in(graph, "nodes");
  for (const auto& [id, node] : nodes.items())
    for (auto& [name, value] : flat_settings(object_in(node, "settings"), "graph." + id + "."))
      all[name] = value;
  return all;
}

std::vector<SettingDifference> settings_between(const Model& was, const Model& is) {
  const SettingValues a = settings_in(was), b = settings_in(is);
  std::set<std::string> names;
  for (const SettingValues* values : {&a, &b})
    for (const auto& [name, value] : *values) names.insert(name);
  std::vector<SettingDifference> all;
  for (const std::string& name : names) {
    const auto x = a.find(name), y = b.find(name);
    const std::string from = x == a.end() ? "-" : x->second, to = y == b.end() ? "-" : y->second;
    if (from != to) all.push_back({name, from, to});
  }
  return all;
}

void compare_sound(const Model& was, const Model& is, ModelDiff* diff) {
  const FamilyFormat* format = family_format(was.family);
  Model other = is;
  other.golden = was.golden;
  const auto played = format ? play_golden(other, *format) : Result<Tracks>(Error{"no format"});
  if (!played || was.golden.outputs.empty()) return;
  const auto& [name, first] = *was.golden.outputs.begin();
  const auto second = played.value().find(name);
  if (second == played.value().end() || second->second.size() != first.size()) return;
  if (was.graph.reference_rate_hz > 0 && was.golden.rate_hz > 0) {
    diff->as_log_mel = true;
    diff->sound_db = log_mel_distance_db(resample(first, was.golden.rate_hz, kJudgeRateHz),
                                         resample(second->second, was.golden.rate_hz, kJudgeRateHz));
  } else {
    diff->sound_db = golden_difference_db(was.golden.outputs, played.value());
  }
}

std::set<std::string> learned_by(const Model& m) {
  std::set<std::string> all;
  for (const CardSource& s : m.card.sources)
    for (const std::string& hash : {s.sha256, s.samples_sha256})
      if (!hash.empty()) all.insert(hash);
  return all;
}

std::vector<std::string> unseen(const std::vector<std::string>& places, const std::set<std::string>& seen) {
  std::vector<std::string> files;
  std::error_code none;
  const auto add = [&](const fs::path& path) {
    if (path.extension() == ".json" || !fs::is_regular_file(path, none)) return;
    const auto hash = content_hash(path.string());
    if (!hash || seen.count(hash.value())) return;
    const auto samples = samples_hash(path.string());  // also of a file of another format
    if (!samples || !seen.count(samples.value())) files.push_back(path.string());
  };
  const FoundRecordings found = need<DataRefused>(find_recordings(places));
  for (const std::string& file : found.files) add(file);
  if (found.files.empty())  // of another family
    for (const std::string& place : places) {
      if (!fs::is_directory(place, none)) add(place);
      for (fs::directory_iterator it(place, none), end; !none && it != end; it.increment(none))
        add(it->path());
    }
  std::sort(files.begin(), files.end());
  return files;
}

std::map<std::string, Metric> judged_by_name(const TrainingFamily& family, const Model& m,
                                             const std::vector<std::string>& files) {
  std::map<std::string, Metric> all;
  for (const JudgedExample& e : family.judge(m, files))
    if (!e.metrics.empty()) all[e.name] = e.metrics.front();
  return all;
}

}  // namespace

ModelDiff diff_models(const Model& was, const Model& is) {
  ModelDiff diff;
  diff.data = differences_of_locks(lock_in(was), lock_in(is));
  diff.settings = settings_between(was, is);
  diff.other_family = was.family != is.family;
  diff.other_graph = json_from_graph(was.graph) != json_from_graph(is.graph);
  if (!diff.other_family) compare_sound(was, is, &diff);
  return diff;
}

JudgedBoth judge_both(const Model& was, const Model& is, const std::vector<std::string>& recordings) {
  if (was.family != is.family)
    throw std::runtime_error(
        "The two models are of different families and cannot be judged by the same recordings.");
  const TrainingFamily* family = find_training_family(was.family);
  if (!family)
    throw std::runtime_error("The family '" + was.family + "' cannot be judged by this version; update it.");
  std::set<std::string> seen = learned_by(was);
  seen.merge(learned_by(is));
  const std::vector<std::string> files = unseen(recordings, seen);
  if (files.empty())
    throw DataRefused(
        "Both models, or one of them, were trained on all of these recordings; name some that were "
        "kept apart (partials train --folds 6).");
  const auto before = judged_by_name(*family, was, files), after = judged_by_name(*family, is, files);
  JudgedBoth both;
  for (const auto& [name, metric] : before) {
    const auto other = after.find(name);
    if (other == after.end() || !std::isfinite(metric.value) || !std::isfinite(other->second.value)) continue;
    both.metric = metric;
    both.recordings.push_back(name);
    both.was.push_back(metric.value);
    both.is.push_back(other->second.value);
  }
  if (both.recordings.empty())
    throw DataRefused("None of the recordings could be judged with both models; name others.");
  for (size_t i = 0; i < both.was.size(); ++i) {
    both.was_mean += both.was[i] / static_cast<double>(both.was.size());
    both.is_mean += both.is[i] / static_cast<double>(both.is.size());
  }
  return both;
}

}  // namespace partials
