// SPDX-License-Identifier: MIT
#include "families/instrument/train/judge_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "base/units.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/train/check.h"
#include "families/instrument/train/key_player.h"
#include "families/instrument/train/model_facts.h"
#include "families/instrument/train/model_player.h"
#include "judge/mel.h"
#include "judge/reference_pitch.h"
#include "model/json_depth.h"
#include "model/json_fields.h"
#include "model/metric.h"
#include "report/card_rows.h"
#include "report/json_values.h"
#include "soundfile/resample.h"

namespace partials {
using nlohmann::json;
namespace {

constexpr double kLadderSemitones = 3.0;
constexpr int kLoudnesses = 4;

// Held notes over the trained range, at its median loudness; and its middle note from soft to loud.
std::vector<HeldNote> up_the_range(const TrainedRange& known) {
  std::vector<HeldNote> notes;
  for (double midi = std::ceil(midi_from_hz(known.low_hz)); midi <= midi_from_hz(known.high_hz) + 1e-6;
       midi += kLadderSemitones)
    notes.push_back({hz_from_midi(midi), known.median_db});
  return notes;
}

std::vector<HeldNote> softer_and_louder(const TrainedRange& known) {
  std::vector<HeldNote> notes;
  const double middle =
      hz_from_midi(std::round(0.5 * (midi_from_hz(known.low_hz) + midi_from_hz(known.high_hz))));
  for (int i = 0; i < kLoudnesses; ++i)
    notes.push_back({middle, known.quiet_db + (known.loud_db - known.quiet_db) * i / (kLoudnesses - 1)});
  return notes;
}

std::vector<LearnedNote> learned(const Model& m, const std::vector<HeldNote>& notes) {
  auto found = learned_partials(m.graph, m.weights, notes);
  return found ? std::move(found).value() : std::vector<LearnedNote>{};
}

// Licences and credits of the training recordings, each once.
void add_credits(const Card& card, std::vector<ReportFact>* rows) {
  std::set<std::string> seen;
  for (const CardSource& s : card.sources)
    for (const auto& [term, text] : {std::pair{"recordings' licence", s.licence},
                                     {"recordings' source", s.source},
                                     {"consent", s.consent},
                                     {"credit", s.credit}})
      if (!text.empty() && text != "unknown" && seen.insert(term + text).second)
        rows->push_back({term, text});
}

std::vector<ReportFact> data_rows(const EvalRecordings& r, const EvalQuestion& q) {
  double judged_s = 0.0, taught_s = 0.0;
  for (const EvalRecording& t : r.targets) judged_s += t.audio.duration_s();
  for (const EvalRecording& t : r.training) taught_s += t.audio.duration_s();
  std::vector<ReportFact> rows{
      {"name", r.data_name},
      {"evaluated on", fmt::format("{} recordings, {:.0f} s", r.targets.size(), judged_s)}};
  if (q.folds) rows.push_back({"fold", fmt::format("{} of {} (from 0)", q.fold, q.folds)});
  rows.push_back(
      {"baselines learned from",
       r.training.empty() ? "nothing" : fmt::format("{} recordings, {:.0f} s", r.training.size(), taught_s)});
  rows.push_back({"pitch measured by", kReferencePitch});
  rows.push_back({"distance measured at",
                  "44.1 kHz; 128 mel bands, 20 to 16 000 Hz, window 2048, hop 512, 60 dB below the peak, "
                  "frames within 50 dB of it"});
  return rows;
}

// Explains a different figure from training, if there is one and no training recording was evaluated.
void explain_validation(const Card& card, Evaluation* e) {
  const auto found = card.metrics.find("validation_log_mel_db");
  const auto own = e->mean(Contender::model);
  if (found == card.metrics.end() || !own ||
      std::any_of(e->recordings.begin(), e->recordings.end(),
                  [](const JudgedRecording& r) { return r.seen; }))
    return;
  e->remarks.push_back(
      fmt::format("Training reported {:.2f} dB, and the mean here is {:.2f} dB: validation during training "
                  "is the distance to a few recordings by which the weights were chosen, without loudness "
                  "matching; the recordings evaluated here are others, which had no part in training.",
                  found->second, own->log_mel_db));
}

ReportSound sound_of(const std::string& path) {
  auto clip = read_audio(path);
  if (!clip) throw std::runtime_error(clip.error().text);
  return {std::filesystem::path(path).stem().string(),
          at_rate(std::move(clip).value(), kJudgeRateHz).samples};
}

// Hashes of the samples that it learned from or was chosen by, as its cause names them (runs/recipe.h). A
// card of version 0.1.0 has only those of files.
std::set<std::string> samples_trained_on(const Model& model) {
  std::set<std::string> found;
  if (model.training.empty() || too_deep(model.training)) return found;
  const json cause = json_from_text(model.training);
  if (!cause.is_object()) return found;
  const json data = object_in(cause, "data");
  if (!data.contains("recordings") || !data["recordings"].is_array()) return found;
  for (const json& r : data["recordings"])
    if (r.is_object() && r.contains("parts") && r["parts"].is_array())
      for (const json& part : r["parts"])
        if (text_in(part, "set") != "test") found.insert(text_in(r, "samples_sha256"));
  found.erase("");
  return found;
}

}  // namespace

Report judge_model(const Model& model, const JudgeRequest& request) {
  const json card = card_of(model);
  EvalQuestion question = request.question;
  const std::set<std::string> samples = samples_trained_on(model);
  question.trained_on = hashes_named(card);
  question.trained_on.insert(samples.begin(), samples.end());
  question.ranks = request.ranks;
  const auto& sources = model.card.sources;
  question.files_alone = samples.empty() && !sources.empty() &&
                         std::all_of(sources.begin(), sources.end(),
                                     [](const CardSource& s) { return s.samples_sha256.empty(); });
  const EvalRecordings recordings = eval_recordings(question);
  EvalSettings settings;
  settings.threads = request.threads;
  settings.ranks = request.ranks;
  settings.say = request.say;
  settings.keys = key_player(model);
  Report report;
  for (const std::string& path : request.sounds) report.played.push_back(sound_of(path));
  report.model_name = model.card.name.empty() ? request.model_name : model.card.name;
  report.data_name = recordings.data_name;
  report.evaluation =
      evaluate(recordings.targets, recordings.training,
               model_player(model.graph, model.weights, instrument_part(model).analyser), settings);
  if (rank_of(request.ranks) != 0) return report;
  auto& remarks = report.evaluation.remarks;
  remarks.insert(remarks.begin(), recordings.remarks.begin(), recordings.remarks.end());
  explain_validation(model.card, &report.evaluation);
  report.over_pitch = learned(model, up_the_range(instrument_part(model).known));
  report.over_loudness = learned(model, softer_and_louder(instrument_part(model).known));
  report.training = request.training;
  report.card = card_rows(card);
  add_credits(model.card, &report.card);
  report.data_card = data_rows(recordings, question);
  return report;
}

std::vector<TrainingPoint> training_curve(const std::vector<json>& metrics) {
  std::vector<TrainingPoint> points;
  for (const json& j : metrics) {
    if (!j.is_object() || !j.contains("spent_s") || !j["spent_s"].is_number() || !j.contains("loss") ||
        !j["loss"].is_number())
      continue;
    points.push_back({j["spent_s"].get<double>(), j["loss"].get<double>(), validation_in(j)});
  }
  return points;
}

}  // namespace partials
