// SPDX-License-Identifier: MIT
// One training run: a training (training/training_loop.h) and the writing of its run folder. Private to
// runs/train_session.cpp, which defines the order.
#pragma once
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "base/clocks.h"
#include "base/need.h"
#include "data/data_lock.h"
#include "families/model_loading.h"
#include "host/model_names.h"
#include "report/json_values.h"
#include "runs/checkpoint.h"
#include "runs/follow.h"
#include "runs/made_by.h"
#include "runs/recipe.h"
#include "runs/run_config.h"
#include "runs/run_recordings.h"
#include "runs/train_session.h"
#include "training/training_families.h"

namespace partials {

using nlohmann::json;
// interval of updates of the run folder
inline constexpr double kTellEveryS = 1, kModelEveryS = 5, kSketchEveryS = 20;

struct TakenOver : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The state of one training run.
struct TrainingRun : TrainingLoop {
  TrainingRun(const TrainOptions& o, Run& r, const TrainEvents& e) : TrainingLoop(o), run(r), events(e) {}
  Run& run;
  const TrainEvents& events;
  const TrainingFamily* its_family = nullptr;
  json lock, machine;  // of the recordings, and of what trains
  std::string parent;  // SHA-256 of the base model's file; "": none
  double loading_s = 0;
  double told_s = -1e9, model_written_s = -1e9, sketched_s = -1e9, checkpoint_s = 0;  // wall clock
  bool folder_is_full = false;

  void load() {
    const double started_s = now_s();
    its_family = training_family_of_preset(options.preset);
    if (!its_family)
      throw std::runtime_error("There is no preset '" + options.preset +
                               "'; choose one of: " + all_presets() + ".");
    const auto listening = [this](double done) {
      events.listening(done);
      if (now_s() - told_s <= kTellEveryS) return;
      keep([&] { run.set_progress({{"phase", "listening"}, {"done", done}}); });
      told_s = now_s();
    };
    listening(0);
    family = its_family->id;
    begin_together(options.ranks, kTraining);
    if (options.ranks) options.ranks->from_first(message_of(options));
    task = its_family->prepare(options, listening);
    if (!options.files.empty()) check_unchanged(run, task.dataset);
    lock = partials::data_lock(task.dataset);
    need_same_data(options.ranks, lock);
    machine = made_by(size_of(options.ranks));
    check_lock(run, lock);
    trainer.emplace(need(task.trainer()));
    if (!options.base.empty()) parent = sha256_of_file(base_file());
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
    for (const std::string& sentence : its_family->warnings(task)) events.warn(sentence);
  }

  std::string base_file() const { return options.base_path.empty() ? options.base : options.base_path; }

  void start_from_base() {
    const Model base = need(load_model(base_file()));
    if (base.weights.size() != trainer->weights().size())
      throw std::runtime_error("The base model '" + options.base +
                               "' does not have the graph of the preset '" + task.preset +
                               "'; choose the preset it was trained with.");
    trainer->set_weights(base.weights);
  }

  void note(bool validated) {
    const TrainProgress p = progress(validated);
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

  // Of this run and of those it continues: values that a resumed run has measured again come later and are
  // ignored.
  double playable_s() const {
    if (!validates()) return 0;
    for (const json& m : run.metrics())
      if (const auto value = validation_in(m); value && task.metric.within(*value, best_value, kPlayable))
        return loading_s + m.value("spent_s", 0.0);
    return 0;
  }

  void step() {
    take_step();
    if (!validation_due) note(false);
  }

  void validation() {
    take_validation();
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
        validation();
      else
        step();
      if (now_s() - checkpoint_s >= options.checkpoint_s) checkpoint();
    }
    return false;
  }

  // A run with a fixed number of steps gives the same bytes, without date and time.
  Model model(bool interrupted) const {
    Model m = assemble(interrupted);
    m.training =
        recipe_of(options, task, lock, machine, parent).dump(-1, ' ', false, json::error_handler_t::replace);
    if (options.steps) return m;  // a run with a fixed number of steps gives the same bytes
    m.card.created = run.created();
    m.card.training_s = spent_s;
    return m;
  }
  void save_best() {
    need(save_model(model(true), run.model_path()));
    best_is_new = false;
    model_written_s = now_s();
  }
};

}  // namespace partials
