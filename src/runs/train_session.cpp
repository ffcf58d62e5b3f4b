// SPDX-License-Identifier: MIT
#include "runs/train_session.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "base/clocks.h"
#include "data/check.h"
#include "graph/byte_weights.h"
#include "graph/model_check.h"
#include "graph/model_file.h"
#include "learn/play_clip.h"
#include "runs/checkpoint.h"
#include "runs/decide.h"
#include "runs/json_values.h"
#include "runs/run_config.h"
#include "runs/run_recordings.h"
#include "runs/training_card.h"
#include "runs/training_data.h"

namespace partials {
namespace {

using nlohmann::json;
constexpr int kValidateEvery = 50;     // steps; by steps and not by time, so that a run can be repeated
constexpr size_t kEnoughToChooseBy = 4;  // validation recordings
constexpr double kClearlyWorse = 1.5;    // times the smallest validation distance
constexpr double kTellEveryS = 1, kModelEveryS = 5, kSketchEveryS = 20;  // what a watcher of the run folder sees is about so old

template <class T>
T must(Result<T> r) {
  if (!r) throw std::runtime_error(r.error().text);
  return std::move(r).value();
}
void must(Result<void> r) {
  if (!r) throw std::runtime_error(r.error().text);
}

// One training run between its steps.
struct Session {
  Session(const TrainOptions& o, Run& r, const TrainEvents& e) : options(o), run(r), events(e) {}
  const TrainOptions& options;
  Run& run;
  const TrainEvents& events;
  TrainingPreset preset;
  TrainingData data;
  std::optional<Trainer> trainer;
  KnownRange known;
  NoteBook notes;
  std::vector<float> best;
  double best_db = 0, last_db = 0, spent_s = 0, last_loss = 0;
  double loading_s = 0;
  double told_s = -1e9, model_written_s = -1e9, sketched_s = -1e9, checkpoint_s = 0;  // by the clock
  bool best_is_new = false, validation_due = false, folder_is_full = false;
  double loss_sum = 0;  // of the loss_n steps since the last validation
  int loss_n = 0;

  void load() {
    const double started_s = now_s();
    preset = preset_for(options, options.preset);  // by its frames the recordings are heard
    const auto listening = [this](double done) {
      events.listening(done);
      if (now_s() - told_s <= kTellEveryS) return;
      keep([&] { run.set_progress({{"phase", "listening"}, {"done", done}}); });
      told_s = now_s();
    };
    listening(0);
    data = hear(options, preset, listening);
    if (!options.files.empty()) check_unchanged(run, data.dataset);
    Decided decided = decide(options, data.training);
    preset = std::move(decided.preset), known = decided.known, notes = std::move(decided.notes);
    trainer.emplace(must(Trainer::create(preset.graph, data.training, preset.trainer)));
    if (!options.base.empty() && !(run.on_trial() && run.has_checkpoint())) start_from_base();
    loading_s = now_s() - started_s;
  }

  // Writes into the run folder. Where that fails, on a full disk for instance, it is told once and the training goes on: the model is
  // written elsewhere.
  template <class Write>
  bool keep(const Write& write) {
    try {
      write();
      return true;
    } catch (const std::runtime_error& e) {
      if (!folder_is_full)
        events.warn("Warning: " + std::string(e.what()) + " The training goes on without its run folder; should it be killed, it can be resumed from " +
                    (run.has_checkpoint() ? "the last checkpoint only." : "the start only."));
      folder_is_full = true;
      return false;
    }
  }

  // What is odd about the recordings is told; what `partials check` would refuse may still be trained: its owner knows best.
  void warn() const {
    for (const LeftOutWords& w : words_on(data.dataset.left_out)) events.warn((w.warn ? "Warning: " : "Note: ") + w.text + (w.remedy.empty() ? "" : "; " + w.remedy) + ".");
    for (const Remark& r : data.dataset.remarks) events.warn("Warning: " + r.text + (r.remedy.empty() ? "" : "; " + r.remedy) + ".");
    for (const Finding& f : check(data.dataset).findings)
      if (f.severity == Severity::refusal)
        return events.warn("Warning: these recordings will hardly make an instrument: " + f.text + "; " + f.remedy + " (partials check says more).");
  }

  void start_from_base() {
    const Model base = must(load_model(options.base_path.empty() ? options.base : options.base_path));
    if (base.weights.size() != trainer->weights().size())
      throw std::runtime_error("The base model '" + options.base + "' has another shape than the preset '" + preset.name +
                               "'; choose the preset it was trained with.");
    trainer->set_weights(base.weights);
  }

  bool byte_weights() const { return options.weights.empty() ? preset.byte_weights : options.weights == "bytes"; }

  // The weights that the model would have now: what is validated is what plays. The trainer goes on from its own, which are not rounded.
  std::vector<float> weights_to_play() const {
    std::vector<float> w = trainer->averaged();
    if (byte_weights()) round_to_bytes(trainer->table(), w.data());
    return w;
  }

  // What the best weights are chosen by: without recordings kept apart, the training loss, which is told to nobody as a distance.
  double validate(const std::vector<float>& weights) const { return data.validates() ? data.distance_db(preset.graph, weights) : last_loss; }
  double distance(double db) const { return data.validates() ? db : 0; }

  // Steps of a whole training; 0: only time ends it.
  int64_t steps_wanted() const { return options.steps ? options.steps : trainer->settles_after(); }
  bool all_steps() const { return steps_wanted() && trainer->steps_done() >= steps_wanted(); }
  bool settled() const { return !options.steps && all_steps(); }

  void note(bool validated, double db) {
    const double by_time = spent_s / (options.minutes * 60);
    const double by_steps = steps_wanted() ? static_cast<double>(trainer->steps_done()) / static_cast<double>(steps_wanted()) : 0;
    TrainProgress p{spent_s, std::max(by_time, by_steps), trainer->steps_done(), last_loss, distance(db), distance(best_db), validated};
    events.progress(p);
    if (validated || now_s() - told_s > kTellEveryS) {
      keep([&] {
        run.set_progress({{"phase", "training"},
                          {"done", std::min(1.0, p.done)},
                          {"spent_s", p.spent_s},
                          {"step", p.step},
                          {"loss", p.loss},
                          {"validation_db", distance(last_db)},
                          {"best_db", p.best_db}});
      });
      told_s = now_s();
    }
    if (!validated) return;
    keep([&] {
      run.append_metric({{"step", p.step}, {"spent_s", spent_s}, {"loss", last_loss}, {"validation_db", p.validation_db}, {"best_db", p.best_db}});
    });
  }

  void checkpoint() {
    checkpoint_s = now_s();
    keep([&] {
      run.save_checkpoint(bytes_of(Checkpoint{trainer->save(), best, best_db, last_db, spent_s, last_loss, loss_sum, loss_n, validation_due}));
    });
  }

  void restore() {
    const auto refuse = [&](const std::string& why) {
      throw std::runtime_error("The checkpoint '" + run.checkpoint_path() + "' is damaged: " + why +
                               "; remove it to train from the start, or play the best model so far, '" + run.model_path() + "'.");
    };
    auto read = checkpoint_from(run.load_checkpoint());
    if (!read) refuse(read.error().text);
    Checkpoint c = std::move(read).value();
    if (!c.best.empty() && c.best.size() != trainer->weights().size()) refuse("its best weights are of another graph");
    must(trainer->restore(c.trainer));
    best = std::move(c.best), best_db = c.best_db, last_db = c.last_db, spent_s = c.spent_s, last_loss = c.last_loss;
    loss_sum = c.loss_sum, loss_n = c.loss_n, validation_due = c.validation_due;
  }

  void sketch() {
    if (!data.validates() || best.empty()) return;
    sketched_s = now_s();
    const Clip& first = data.validation.front();
    const double rate_hz = preset.graph.reference_rate_hz;
    if (auto sound = play_clip(preset.graph, best, first, static_cast<int>(rate_hz), first.audio.size()))
      (void)write_wav(run.path() + "/sketch.wav", {std::move(sound).value(), rate_hz}, WavFormat::pcm16);  // the next one will do
  }

  bool done() const {
    return all_steps() || spent_s >= options.minutes * 60 ||
           (options.until_db > 0 && best_db > 0 && best_db <= options.until_db);
  }

  // Of this run and of those it goes on from: what a resumed run has measured again comes later and is not looked at.
  double playable_s() const {
    if (!data.validates()) return 0;
    for (const json& m : run.metrics())
      if (const double db = m.value("validation_db", 0.0); db > 0 && db <= kPlayable * best_db) return loading_s + m.value("spent_s", 0.0);
    return 0;
  }

  void take_step() {
    const double t = now_s();
    loss_sum += trainer->step().loss;
    ++loss_n;
    const int64_t step = trainer->steps_done();
    validation_due = step % kValidateEvery == 0 || step == 10 || step == 25;
    spent_s += now_s() - t;
    if (!validation_due) note(false, 0);
  }

  void take_validation() {
    const double t = now_s();
    last_loss = loss_sum / std::max(1, loss_n), loss_sum = 0, loss_n = 0;
    std::vector<float> now = weights_to_play();
    last_db = validate(now);
    if (best.empty() || last_db < best_db) best = std::move(now), best_db = last_db, best_is_new = true;
    validation_due = false;
    spent_s += now_s() - t;
    note(true, last_db);
    if (best_is_new && now_s() - model_written_s > kModelEveryS) keep([&] { save_best(); });
    if (now_s() - sketched_s > kSketchEveryS) sketch();
  }

  // Returns whether it was asked to stop. A checkpoint may come after any step, and between a step and its validation.
  bool loop() {
    checkpoint_s = now_s();
    while (validation_due || !done()) {
      if (!validation_due && events.stop()) return true;
      if (validation_due) take_validation();
      else take_step();
      if (now_s() - checkpoint_s >= options.checkpoint_s) checkpoint();
    }
    return false;
  }

  // A whole training ends where its learning rate has fallen. One or two validation recordings choose by chance between its later
  // weights, so the last are kept unless they are clearly worse there.
  void keep_last_of_whole_training() {
    const bool settling = trainer->settles_after() > 0 && 2 * trainer->steps_done() >= trainer->settles_after();
    if (!all_steps() || !settling || !data.validates() || data.validation.size() >= kEnoughToChooseBy) return;
    std::vector<float> now = weights_to_play();
    const double db = validate(now);
    if (db <= kClearlyWorse * best_db) best = std::move(now), best_db = last_db = db;
  }

  Card card(bool interrupted) const;
  Model assemble(bool interrupted);
  void save_best() {
    must(save_model(assemble(true), run.model_path()));
    best_is_new = false, model_written_s = now_s();
  }
};

Card Session::card(bool interrupted) const {
  Card c = training_card(options, data.dataset);
  if (!options.steps) c.created = run.created(), c.training_s = spent_s;  // a run of so many steps gives the same bytes
  c.preset = preset.name;
  c.weights = byte_weights() ? "bytes" : "", c.steps = trainer->steps_done(), c.interrupted = interrupted;
  c.metrics[data.validates() ? "validation_log_mel_db" : "training_loss"] = best_db;
  return c;
}

Model Session::assemble(bool interrupted) {
  Model m;
  m.graph = preset.graph;
  m.table = trainer->table();
  m.weights = best;
  m.known = known;
  m.analyser = data.analyser;
  m.notes = notes;
  std::erase_if(m.notes.notes, [](const NoteShape& n) { return !is_playable(n); });  // of a recording with a fault
  m.card = card(interrupted);
  const Clip& example = data.validates() ? data.validation.front() : data.training.front();
  const auto frames = static_cast<int64_t>(std::min<double>(example.frames(), static_cast<double>(m.graph.hop_den) / static_cast<double>(m.graph.hop_num)));
  must(make_golden(m, {example.f0_hz.begin(), example.f0_hz.begin() + frames}, {example.loudness_db.begin(), example.loudness_db.begin() + frames}));
  return m;
}

}  // namespace

namespace {

// The model goes to its place, and a copy into the run folder. Where its place is full or gone, the copy is named.
void save(const Session& s, const TrainResult& r) {
  const auto saved = save_model(r.model, s.options.output), copied = save_model(r.model, s.run.model_path());
  if (saved) return;
  const std::string resume = "partials train --resume " + s.run.id() + " --output FILE";
  throw std::runtime_error(saved.error().text + (copied ? " The model is safe in '" + s.run.model_path() + "': copy it, or write it elsewhere with: " + resume
                                                        : " The run folder cannot hold it either; free some space, then go on with: " + resume));
}

void begin(Session& s, bool resume) {
  s.load();
  s.events.say(s.data.dataset.split_description);
  if (s.options.preset == kAutoPreset) s.events.say("The preset is '" + s.preset.name + "': " + s.preset.summary + ".");
  if (resume) s.run.remove_left_overs();
  else s.warn();
  if (resume && s.run.has_checkpoint()) s.restore();  // one that was killed before its first checkpoint starts anew
  if (s.run.on_trial()) {
    s.keep([&] { s.run.begin_resumed(); });
    s.keep([&] { keep_given(s.run, s.options); });
  }
  if (resume) s.keep([&] { s.run.forget_metrics_after(s.trainer->steps_done() - (s.validation_due ? 1 : 0)); });
  s.keep([&] { remember_recordings(s.run, s.data.dataset); });
}

void save_what_is_there(Session& s) noexcept {
  try {
    if (s.best.empty() || !save_model(s.assemble(true), s.options.output)) return;
    s.events.warn("The training ends early; the best model so far is in '" + s.options.output + "'. Go on with: partials train --resume " + s.run.id());
  } catch (...) {  // the first reason is the one to tell
  }
}

bool loop_or_save(Session& s) {
  try {
    return s.loop();
  } catch (...) {  // no memory, for instance: what was learned is not lost
    save_what_is_there(s);
    throw;
  }
}

}  // namespace

TrainResult train(const TrainOptions& options, Run& run, bool resume, const TrainEvents& events) {
  Session s(options, run, events);
  begin(s, resume);
  const bool interrupted = loop_or_save(s);
  s.checkpoint();  // before the next line: what is best for want of a validation is not for a resumed run to keep
  if (s.best.empty()) s.best = s.weights_to_play(), s.best_db = s.validate(s.best);
  s.keep_last_of_whole_training();
  s.sketch();
  TrainResult r{s.assemble(interrupted), s.distance(s.best_db), s.spent_s, s.trainer->steps_done(), interrupted, s.settled(), s.playable_s()};
  json summary{{"validation_db", r.validation_db}, {"steps", r.steps}, {"spent_s", r.spent_s}, {"playable_s", r.playable_s}};
  try {
    save(s, r);
  } catch (const std::exception& e) {
    summary["error"] = e.what();
    s.keep([&] { run.set_state("failed", summary); });
    throw;
  }
  std::error_code none;
  summary["model"] = json_of_bytes(std::filesystem::absolute(options.output, none).string());
  s.keep([&] { run.set_state(interrupted ? "interrupted" : "finished", summary); });
  return r;
}

}  // namespace partials
