// SPDX-License-Identifier: MIT
// One training run: its data, one step, one validation, and writing its run folder. Private to
// runs/train_session.cpp, which defines the order.
#pragma once
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "base/clocks.h"
#include "base/need.h"
#include "families/model_loading.h"
#include "learn/ranks.h"
#include "report/json_values.h"
#include "runs/checkpoint.h"
#include "runs/follow.h"
#include "runs/run_config.h"
#include "runs/run_recordings.h"
#include "runs/train_session.h"
#include "training/training_families.h"

namespace partials {

using nlohmann::json;
inline constexpr int kValidateEvery = 50;  // steps; in steps and not in time, so that a run is reproducible
inline constexpr size_t kEnoughToChooseBy = 2;  // validation recordings
inline constexpr double kClearlyWorse = 0.5;    // share by which validation is worse than the best
// interval of updates of the run folder
inline constexpr double kTellEveryS = 1, kModelEveryS = 5, kSketchEveryS = 20;

struct TakenOver : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The state of one training run.
struct TrainingRun {
  TrainingRun(const TrainOptions& o, Run& r, const TrainEvents& e) : options(o), run(r), events(e) {}
  const TrainOptions& options;
  Run& run;
  const TrainEvents& events;
  const TrainingFamily* family = nullptr;
  TrainingTask task;
  std::optional<Trainer> trainer;
  std::vector<float> best;
  double best_value = 0, last_value = 0, spent_s = 0, last_loss = 0;
  double loading_s = 0, step_cpu_s = 0;
  double told_s = -1e9, model_written_s = -1e9, sketched_s = -1e9, checkpoint_s = 0;  // wall clock
  bool best_is_new = false, validation_due = false, folder_is_full = false;
  double loss_sum = 0;  // of the loss_n steps since the last validation
  int loss_n = 0;

  void load() {
    const double started_s = now_s();
    family = training_family_of_preset(options.preset);
    if (!family)
      throw std::runtime_error("There is no preset '" + options.preset +
                               "'; choose one of: " + all_presets() + ".");
    const auto listening = [this](double done) {
      events.listening(done);
      if (now_s() - told_s <= kTellEveryS) return;
      keep([&] { run.set_progress({{"phase", "listening"}, {"done", done}}); });
      told_s = now_s();
    };
    listening(0);
    begin_together(options.ranks, kTraining);
    if (options.ranks) options.ranks->from_first(message_of(options));
    task = family->prepare(options, listening);
    if (!options.files.empty()) check_unchanged(run, task.dataset);
    trainer.emplace(need(task.trainer()));
    trainer->set_ranks(options.ranks);
    if (!options.base.empty() && !(run.on_trial() && run.has_checkpoint())) start_from_base();
    loading_s = now_s() - started_s;
  }

  // Writes into the run folder. If that fails, on a full disk for instance, it warns once and the training
  // continues: the model is written elsewhere.
  template <class Write>
  bool keep(const Write& write) {
    try {
      write();
      return true;
    } catch (const std::runtime_error& e) {
      if (!folder_is_full)
        events.warn(
            "Warning: " + std::string(e.what()) +
            " The training continues without its run folder; if it is killed, it can be resumed from " +
            (run.has_checkpoint() ? "the last checkpoint only." : "the start only."));
      folder_is_full = true;
      return false;
    }
  }

  void warn() const {
    for (const std::string& sentence : family->warnings(task)) events.warn(sentence);
  }

  void start_from_base() {
    const Model base = need(load_model(options.base_path.empty() ? options.base : options.base_path));
    if (base.weights.size() != trainer->weights().size())
      throw std::runtime_error("The base model '" + options.base +
                               "' does not have the graph of the preset '" + task.preset +
                               "'; choose the preset it was trained with.");
    trainer->set_weights(base.weights);
  }

  bool byte_weights() const { return plays_bytes(options, task); }

  // The weights that the model would have now: validation uses the weights that are played. The trainer
  // continues from its own, which are not rounded.
  std::vector<float> weights_to_play() const { return partials::weights_to_play(*trainer, byte_weights()); }

  // What the other ranks do next (runs/follow.h), together with this one.
  void lead(Lead what) const {
    if (options.ranks) options.ranks->from_first(std::string(1, static_cast<char>(what)));
  }

  // The criterion for the best weights: without a validation set the training loss, which is never reported
  // as a distance.
  double validate(const std::vector<float>& weights) const {
    if (!validates()) return last_loss;
    lead(Lead::validate);
    return task.validate(weights);
  }
  bool validates() const { return task.validation_examples > 0; }
  std::optional<double> measured(double value) const {
    return validates() ? std::optional(value) : std::nullopt;
  }
  bool is_better(double value) const {
    return validates() ? task.metric.better(value, best_value) : value < best_value;
  }

  // Steps of a whole training; 0: limited by time only.
  int64_t steps_wanted() const { return options.steps ? options.steps : trainer->settles_after(); }
  bool all_steps() const { return steps_wanted() && trainer->steps_done() >= steps_wanted(); }
  bool settled() const { return !options.steps && all_steps(); }

  void note(bool validated) {
    const double by_time = spent_s / (options.minutes * 60);
    const double by_steps =
        steps_wanted() ? static_cast<double>(trainer->steps_done()) / static_cast<double>(steps_wanted()) : 0;
    TrainProgress p{spent_s,
                    std::max(by_time, by_steps),
                    trainer->steps_done(),
                    last_loss,
                    task.metric,
                    validated ? measured(last_value) : std::nullopt,
                    best.empty() ? std::nullopt : measured(best_value),
                    validated};
    events.progress(p);
    if (validated || now_s() - told_s > kTellEveryS) {
      keep([&] {
        run.set_progress({{"phase", "training"},
                          {"done", std::min(1.0, p.done)},
                          {"spent_s", p.spent_s},
                          {"step", p.step},
                          {"loss", p.loss},
                          {"metric", metric_json(p.metric)},
                          {"validation", json_of(best.empty() ? std::nullopt : measured(last_value))},
                          {"best", json_of(p.best)}});
      });
      told_s = now_s();
    }
    if (!validated) return;
    keep([&] {
      run.append_metric({{"step", p.step},
                         {"spent_s", spent_s},
                         {"loss", last_loss},
                         {"validation", json_of(p.validation)},
                         {"best", json_of(p.best)}});
    });
  }

  void checkpoint() {
    checkpoint_s = now_s();
    if (!run.is_ours())
      throw TakenOver("Another process trains run '" + run.id() +
                      "' now, so this one stops; start a new run for a second training.");
    keep([&] {
      run.save_checkpoint(bytes_of(Checkpoint{trainer->save(), best, best_value, last_value, spent_s,
                                              last_loss, loss_sum, loss_n, validation_due}));
    });
  }

  void restore() {
    const auto refuse = [&](const std::string& why) {
      throw std::runtime_error("The checkpoint '" + run.checkpoint_path() + "' is damaged: " + why +
                               "; remove it to train from the start, or play the best model so far, '" +
                               run.model_path() + "'.");
    };
    auto read = checkpoint_from(run.load_checkpoint());
    if (!read) refuse(read.error().text);
    Checkpoint c = std::move(read).value();
    if (!c.best.empty() && c.best.size() != trainer->weights().size())
      refuse("its best weights belong to another graph");
    need(trainer->restore(c.trainer));
    best = std::move(c.best);
    best_value = c.best_value;
    last_value = c.last_value;
    spent_s = c.spent_s;
    last_loss = c.last_loss;
    loss_sum = c.loss_sum;
    loss_n = c.loss_n;
    validation_due = c.validation_due;
  }

  void sketch() {
    if (!validates() || best.empty() || !task.sketch) return;
    sketched_s = now_s();
    task.sketch(best, run.path());
  }

  bool done() const {
    return all_steps() || spent_s >= options.minutes * 60 ||
           (options.until && validates() && !best.empty() && !task.metric.better(*options.until, best_value));
  }

  // Of this run and of those it continues: values that a resumed run has measured again come later and are
  // ignored.
  double playable_s() const {
    if (!validates()) return 0;
    for (const json& m : run.metrics())
      if (const auto value = validation_in(m); value && task.metric.within(*value, best_value, kPlayable))
        return loading_s + m.value("spent_s", 0.0);
    return 0;
  }

  void take_step() {
    const double t = now_s(), busy_s = process_cpu_s();
    lead(Lead::step);
    loss_sum += trainer->step().loss;
    step_cpu_s += process_cpu_s() - busy_s;
    ++loss_n;
    const int64_t step = trainer->steps_done();
    validation_due = step % kValidateEvery == 0 || step == 10 || step == 25;
    spent_s += now_s() - t;
    if (!validation_due) note(false);
  }

  void take_validation() {
    const double t = now_s();
    last_loss = loss_sum / std::max(1, loss_n);
    std::vector<float> now = weights_to_play();
    last_value = validate(now);  // may throw RankLost: until here the state is that of the last step
    loss_sum = 0;
    loss_n = 0;
    if (best.empty() || is_better(last_value)) {
      best = std::move(now);
      best_value = last_value;
      best_is_new = true;
    }
    validation_due = false;
    spent_s += now_s() - t;
    note(true);
    if (best_is_new && now_s() - model_written_s > kModelEveryS) keep([&] { save_best(); });
    if (now_s() - sketched_s > kSketchEveryS) sketch();
  }

  // Returns whether a stop was requested. A checkpoint may come after any step, and between a step and its
  // validation.
  bool loop() {
    checkpoint_s = now_s();
    while (validation_due || !done()) {
      if (!validation_due && events.stop()) return true;
      if (validation_due)
        take_validation();
      else
        take_step();
      if (now_s() - checkpoint_s >= options.checkpoint_s) checkpoint();
    }
    return false;
  }

  // A whole training ends when its learning rate has decayed. With a single validation recording the choice
  // between later weights is random, so the last weights are kept unless they are clearly worse.
  void keep_last_of_whole_training() {
    const bool settling =
        trainer->settles_after() > 0 && 2 * trainer->steps_done() >= trainer->settles_after();
    if (!all_steps() || !settling || !validates() || task.validation_examples >= kEnoughToChooseBy) return;
    std::vector<float> now = weights_to_play();
    const double value = validate(now);
    if (task.metric.within(value, best_value, kClearlyWorse)) {
      best = std::move(now);
      best_value = last_value = value;
    }
  }

  Card card(bool interrupted) const;
  Model assemble(bool interrupted);
  void save_best() {
    need(save_model(assemble(true), run.model_path()));
    best_is_new = false;
    model_written_s = now_s();
  }
};

}  // namespace partials
