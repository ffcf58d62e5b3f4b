// SPDX-License-Identifier: MIT
#include "runs/train_session.h"

#include "runs/training_run.h"

namespace partials {

namespace {

// Writes the model to its output path, and a copy into the run folder. If the output path is not writable,
// the message names the copy.
void save(const TrainingRun& s, const TrainResult& r) {
  const auto saved = save_model(r.model, s.options.output), copied = save_model(r.model, s.run.model_path());
  if (saved) return;
  const std::string resume = "partials train --resume " + s.run.id() + " --output FILE";
  throw std::runtime_error(
      saved.error().text +
      (copied ? " The model is safe in '" + s.run.model_path() +
                    "': copy it, or write it elsewhere with: " + resume
              : " The run folder cannot hold it either; free some space, then continue with: " + resume));
}

void begin(TrainingRun& s, bool resume) {
  s.load();
  s.events.say(s.task.dataset.split_description);
  if (s.options.preset == kAutoPreset)
    s.events.say("The preset is '" + s.task.preset + "': " + s.task.summary + ".");
  if (resume)
    s.run.remove_left_overs();
  else
    s.warn();
  s.task.dataset.drop_decoded();  // the examples contain everything that is needed from here on
  // a run that was killed before its first checkpoint starts again
  if (resume && s.run.has_checkpoint()) s.restore();
  const bool begins_anew = s.trainer->steps_done() == 0 && s.options.base.empty();
  if (s.options.ranks) s.options.ranks->from_first(begins_anew ? "" : s.trainer->save());
  if (s.run.on_trial()) {
    s.keep([&] { s.run.begin_resumed(); });
    s.keep([&] { keep_given(s.run, s.options); });
  }
  if (resume)
    s.keep([&] { s.run.forget_metrics_after(s.trainer->steps_done() - (s.validation_due ? 1 : 0)); });
  s.keep([&] { remember_recordings(s.run, s.task.dataset); });
  s.keep([&] { s.run.set_data_lock(s.lock); });
  s.keep([&] { s.run.set_machine(s.machine); });
  s.keep([&] { keep_resolved(s.run, s.task); });
}

void save_what_is_there(TrainingRun& s) noexcept {
  try {
    if (s.best.empty() || !save_model(s.model(true), s.options.output)) return;
    s.events.warn("The training ended early; the best model so far is in '" + s.options.output +
                  "'. Continue with: partials train --resume " + s.run.id());
  } catch (...) {  // the first error is the one to report
  }
}

bool loop_or_save(TrainingRun& s) {
  try {
    return s.loop();
  } catch (const RankLost&) {
    s.checkpoint();
    throw;
  } catch (const TakenOver&) {
    throw;
  } catch (...) {  // out of memory, for instance: keep the trained weights
    save_what_is_there(s);
    throw;
  }
}

}  // namespace

TrainResult train(const TrainOptions& options, Run& run, bool resume, const TrainEvents& events) {
  TrainingRun s(options, run, events);
  begin(s, resume);
  const bool interrupted = loop_or_save(s);
  // before the next line: without validation, "best" is only the latest, and a resumed run must not start
  // from it
  s.checkpoint();
  s.choose_weights();
  s.lead(Lead::end);
  const std::vector<RankCost> costs = costs_of_ranks(s.options.ranks, s.step_cpu_s);
  end_together(s.options.ranks);
  s.sketch();
  TrainResult r{
      s.model(interrupted), s.task.metric, s.measured(s.best_value), s.spent_s, s.trainer->steps_done(),
      interrupted,          s.settled(),   s.playable_s(),           costs};
  json summary{{"metric", metric_json(r.metric)},
               {"validation", json_of(r.validation)},
               {"steps", r.steps},
               {"spent_s", r.spent_s},
               {"playable_s", r.playable_s}};
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
