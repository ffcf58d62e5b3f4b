// SPDX-License-Identifier: MIT
#include "training/any_family.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace partials {
namespace {

using nlohmann::json;

const TrainingFamily& family_of(const Model& model) {
  if (const TrainingFamily* family = find_training_family(model.family)) return *family;
  throw std::runtime_error("The model belongs to the family '" + model.family +
                           "', which this version does not know; install a newer version of Partials.");
}

// A family that says which recordings it takes comes before one that takes whatever is left.
const TrainingFamily& family_for(const CheckRequest& request) {
  for (const TrainingFamily* family : all_training_families())
    if (request.given.empty() && family->takes && family->check && family->takes(request.paths))
      return *family;
  for (const TrainingFamily* family : all_training_families())
    if (!family->takes && family->check) return *family;
  throw std::runtime_error("No family of models has a check for these recordings; name audio files.");
}

void add_row(std::string& text, const std::string& name, const std::vector<Metric>& metrics) {
  text += fmt::format("{:<24}", name.substr(0, 24));
  for (const Metric& m : metrics) text += fmt::format(" {:>16}", m.text(m.value));
  text += "\n";
}

std::vector<Metric> means(const std::vector<JudgedExample>& all) {
  std::vector<Metric> out = all.front().metrics;
  for (size_t i = 0; i < out.size(); ++i) {
    double sum = 0;
    for (const JudgedExample& e : all) sum += e.metrics.at(i).value;
    out[i].value = sum / static_cast<double>(all.size());
  }
  return out;
}

EvalResult judged(const TrainingFamily& family, const Model& model, const EvalRequest& request) {
  const auto all = family.judge(model, request.data);
  if (all.empty()) throw std::runtime_error("There is no recording to judge the model on; name some.");
  EvalResult result;
  result.text = fmt::format("{:<24}", "recording");
  for (const Metric& m : all.front().metrics) result.text += fmt::format(" {:>16}", m.id);
  result.text += "\n";
  json rows = json::array();
  const auto as_json = [](const std::string& name, const std::vector<Metric>& metrics) {
    json row{{"name", name}};
    for (const Metric& m : metrics) row[m.id] = m.value;
    return row;
  };
  for (const JudgedExample& e : all) {
    add_row(result.text, e.name, e.metrics);
    rows.push_back(as_json(e.name, e.metrics));
  }
  const std::vector<Metric> mean = means(all);
  add_row(result.text, "mean", mean);
  for (const Metric& m : mean) result.card_metrics["unseen_" + m.id] = m.value;
  result.json = {{"recordings", rows}, {"mean", as_json("mean", mean)}};
  return result;
}

}  // namespace

std::string family_name(const Model& model) { return std::string(family_of(model).name); }

CheckResult check_recordings(const CheckRequest& request) { return family_for(request).check(request); }

bool divides_evaluation(const Model& model) { return family_of(model).divides_evaluation; }

EvalResult evaluate(const Model& model, const EvalRequest& request) {
  const TrainingFamily& family = family_of(model);
  const bool audio = family.check && !family.takes;
  if (!audio && !(request.given.empty() && request.given_against.empty()))
    throw DataRefused("a model of the family '" + std::string(family.name) +
                      "' is judged on files; name them.");
  return family.evaluate ? family.evaluate(model, request) : judged(family, model, request);
}

}  // namespace partials
