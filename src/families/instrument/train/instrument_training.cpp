// SPDX-License-Identifier: MIT
// The line `instrument` of families.txt: training and judging.
#include <memory>

#include "families/instrument/train/decide.h"
#include "families/instrument/train/instrument_task.h"
#include "families/instrument/train/judge_model.h"
#include "families/instrument/train/model_facts.h"
#include "families/instrument/train/unseen_metrics.h"
#include "training/training_family.h"

namespace partials {
namespace {

std::vector<JudgedExample> judge(const Model& model, const std::vector<std::string>& paths) {
  JudgeRequest request;
  request.question.data = paths;
  request.question.with_seen = true;
  std::vector<JudgedExample> out;
  for (const JudgedRecording& r : judge_model(model, request).evaluation.recordings) {
    JudgedExample example{r.name, {}};
    const auto own = r.renders.find(Contender::model);
    if (own != r.renders.end())
      example.metrics.push_back({"log_mel_db", "dB", true, own->second.judgement.log_mel_db});
    out.push_back(std::move(example));
  }
  return out;
}

CheckResult check_verb(const CheckRequest& request) {
  Dataset data = request.given.empty() ? open_dataset(request.paths) : open_samples(request.given);
  CheckReport report;
  CheckResult result = examine(data, request.plan, &report);
  if (request.picture)
    result.picture_png = png_bytes(coverage_picture(report, data.name + ": what was played"));
  return result;
}

EvalResult evaluate_verb(const Model& model, const EvalRequest& r) {
  JudgeRequest request;
  request.question = {r.data,      r.against,      {},      r.folds,        r.fold,
                      r.with_seen, r.allow_copies, r.given, r.given_against};
  request.ranks = r.ranks;
  request.model_name = r.model_name;
  request.threads = r.threads;
  request.say = r.say;
  request.sounds = r.sounds;
  request.training = training_curve(r.curve);
  auto report = std::make_shared<const Report>(judge_model(model, request));
  if (rank_of(r.ranks) != 0) return {};
  EvalResult result{text_of(report->evaluation), json_of(report->evaluation), {}, {}, {}};
  if (!r.with_seen) result.card_metrics = unseen_metrics(report->evaluation);
  result.html = [report](const ReportAdditions& more) {
    Report all = *report;
    all.evaluation.remarks.insert(all.evaluation.remarks.end(), more.remarks.begin(), more.remarks.end());
    all.played_notes = more.played;
    all.played_notes_text = more.played_text;
    return report_html(all);
  };
  return result;
}

// Those of the preset and its graph, without what is learned from the recordings.
TrainSettings settings(const TrainOptions& options) {
  const auto preset = std::make_shared<TrainingPreset>(preset_for(options, options.preset));
  TrainSettings all = settings_of(preset->trainer);
  for (TrainSetting& s : settings_of(preset->graph)) all.push_back(std::move(s));
  return keep_alive(std::move(all), preset);
}

constexpr const char* kPresets[] = {kAutoPreset, "small", "standard", "struck", "reference"};

}  // namespace

extern const TrainingFamily instrument_training;
constinit const TrainingFamily instrument_training{
    .id = "",
    .name = "instrument",
    .presets = kPresets,
    .prepare = prepare_instrument,
    .warnings = instrument_warnings,
    .judge = judge,
    .settings = settings,
    .takes_graph = true,
    .check = check_verb,
    .evaluate = evaluate_verb,
    .add_facts = add_instrument_facts,
    .facts_text = instrument_facts_text,
    .shuffles = true,
    .divides_evaluation = true,
};

}  // namespace partials
