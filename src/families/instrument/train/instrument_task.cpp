// SPDX-License-Identifier: MIT
#include "families/instrument/train/instrument_task.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "base/command_name.h"
#include "base/need.h"
#include "base/printable.h"
#include "families/instrument/instrument_check.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/train/decide.h"
#include "families/instrument/train/instrument_trainer.h"
#include "families/instrument/train/play_clip.h"
#include "families/instrument/train/training_data.h"

namespace partials {
namespace {

// Data shared by the functions of a task.
struct Material {
  Decided decided;
  TrainingData data;
  std::optional<ClipPlayer> player;  // of the validation clips; its plan is compiled once

  const Graph& graph() const { return decided.preset.graph; }
  const Clip& example() const { return data.validates() ? data.validation.front() : data.training.front(); }
};

void finish(const Material& m, Model& model) {
  InstrumentPart& part = edit_instrument_part(model);
  part.known = m.decided.known;
  part.analyser = m.data.analyser;
  part.notes = m.decided.notes;
  std::erase_if(part.notes.notes,
                [](const NoteArticulation& n) { return !is_playable(n); });  // from a faulty recording
  const Clip& example = m.example();
  const double frames_per_s =
      static_cast<double>(model.graph.hop_den) / static_cast<double>(model.graph.hop_num);
  const auto frames = static_cast<int64_t>(std::min<double>(example.frames(), frames_per_s));
  need(make_instrument_golden(model, {example.f0_hz.begin(), example.f0_hz.begin() + frames},
                              {example.loudness_db.begin(), example.loudness_db.begin() + frames}));
}

ClipPlayer& player_with(Material& m, const std::vector<float>& weights) {
  if (m.player) {
    m.player->set_weights(weights);
    return *m.player;
  }
  auto made = need(ClipPlayer::create(m.graph(), weights, static_cast<int>(m.graph().reference_rate_hz)));
  return m.player.emplace(std::move(made));
}

void sketch(Material& m, const std::vector<float>& weights, const std::string& folder) {
  if (!m.data.validates()) return;
  const Clip& first = m.data.validation.front();
  const double rate_hz = m.graph().reference_rate_hz;
  std::vector<float> sound = player_with(m, weights).play(first, first.audio.size());
  // if it cannot be written, the next one will be
  (void)write_wav(folder + "/sketch.wav", {std::move(sound), rate_hz}, WavFormat::pcm16);
}

}  // namespace

TrainingTask prepare_instrument(const TrainOptions& options, const std::function<void(double)>& listening) {
  auto m = std::make_shared<Material>();
  m->data = load_training_data(options, preset_for(options, options.preset),
                               listening);  // the recordings are analysed at its frames
  m->decided = decide(options, m->data.training);
  TrainingTask task;
  const TrainingPreset& preset = m->decided.preset;
  task.preset = preset.name;
  task.summary = preset.summary;
  task.graph = preset.graph;
  task.trainer_settings = json_of(settings_of(m->decided.preset.trainer));
  task.byte_weights = preset.byte_weights;
  task.dataset = std::move(m->data.dataset);
  task.validation_examples = m->data.validation.size();
  task.metric = {"log_mel_db", "dB", true};
  task.trainer = [m] { return instrument_trainer(m->graph(), m->data.training, m->decided.preset.trainer); };
  task.validate = [m](const std::vector<float>& weights) {
    return m->data.distance_db(player_with(*m, weights), m->graph().reference_rate_hz);
  };
  task.finish = [m](Model& model) { finish(*m, model); };
  task.sketch = [m](const std::vector<float>& weights, const std::string& folder) {
    sketch(*m, weights, folder);
  };
  return task;
}

// Warnings about the recordings. Recordings that `partials check` refuses can still be trained; that is the
// user's decision.
std::vector<std::string> instrument_warnings(const TrainingTask& task) {
  std::vector<std::string> out;
  for (const LeftOutWords& w : words_on(task.dataset.left_out))
    out.push_back((w.warn ? "Warning: " : "Note: ") + w.text + (w.remedy.empty() ? "" : "; " + w.remedy) +
                  ".");
  for (const Remark& r : task.dataset.remarks)
    out.push_back("Warning: " + r.text + (r.remedy.empty() ? "" : "; " + r.remedy) + ".");
  for (const Finding& f : check(task.dataset).findings)
    if (f.severity == Severity::refusal) {
      out.push_back("Warning: these recordings are unlikely to give a usable instrument: " + f.text + "; " +
                    f.remedy + " (" + command("check") + " gives details).");
      break;
    }
  return out;
}

CheckResult examine(Dataset& data, const SplitPlan& plan, CheckReport* report) {
  *report = check(data);
  try {
    assign_splits(&data, plan);
    report->findings.push_back({Severity::fact, "split", data.split_description, ""});
    for (const Remark& r : data.remarks)
      if (r.id == "copies") report->findings.push_back({Severity::warning, r.id, r.text, r.remedy});
  } catch (const std::runtime_error& e) {
    report->findings.push_back({Severity::refusal, "split", e.what(), ""});
    report->usable = false;
  }
  CheckResult result;
  result.text = std::string(printable(data.name)) + "\n" + plain_words(*report);
  result.json = as_json(*report);
  result.json["dataset"] = manifest(data);
  result.usable = report->usable;
  return result;
}

}  // namespace partials
