// SPDX-License-Identifier: MIT
#include "training/training_loop.h"

#include <algorithm>

#include "base/clocks.h"
#include "graph/byte_weights.h"
#include "learn/ranks.h"
#include "training/training_card.h"

namespace partials {
namespace {

constexpr size_t kEnoughToChooseBy = 2;  // validation recordings
constexpr double kClearlyWorse = 0.5;    // share by which validation is worse than the best

}  // namespace

bool TrainingLoop::byte_weights() const {
  return options.weights.empty() ? task.byte_weights : options.weights == "bytes";
}

std::vector<float> TrainingLoop::weights_to_play() const {
  std::vector<float> w = trainer->averaged();
  if (byte_weights()) round_to_bytes(trainer->table(), w.data());
  return w;
}

double TrainingLoop::validate(const std::vector<float>& weights) const {
  if (!validates()) return last_loss;
  lead(Lead::validate);
  return task.validate(weights);
}

void TrainingLoop::lead(Lead what) const {
  if (options.ranks) options.ranks->from_first(std::string(1, static_cast<char>(what)));
}

std::optional<double> TrainingLoop::measured(double value) const {
  return validates() ? std::optional(value) : std::nullopt;
}

bool TrainingLoop::is_better(double value) const {
  return validates() ? task.metric.better(value, best_value) : value < best_value;
}

bool TrainingLoop::done() const {
  return all_steps() || spent_s >= options.minutes * 60 ||
         (options.until && validates() && !best.empty() && !task.metric.better(*options.until, best_value));
}

TrainProgress TrainingLoop::progress(bool validated) const {
  const double by_time = spent_s / (options.minutes * 60);
  const double by_steps =
      steps_wanted() ? static_cast<double>(trainer->steps_done()) / static_cast<double>(steps_wanted()) : 0;
  return {spent_s,
          std::max(by_time, by_steps),
          trainer->steps_done(),
          last_loss,
          task.metric,
          validated ? measured(last_value) : std::nullopt,
          best.empty() ? std::nullopt : measured(best_value),
          validated};
}

void TrainingLoop::take_step() {
  const double t = now_s(), busy_s = process_cpu_s();
  lead(Lead::step);
  loss_sum += trainer->step().loss;
  step_cpu_s += process_cpu_s() - busy_s;
  ++loss_n;
  const int64_t step = trainer->steps_done();
  validation_due = step % kValidateEvery == 0 || step == 10 || step == 25;
  spent_s += now_s() - t;
}

void TrainingLoop::take_validation() {
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
}

// A whole training ends when its learning rate has decayed. With a single validation recording the choice
// between later weights is random, so the last weights are kept unless they are clearly worse.
void TrainingLoop::keep_last_of_whole_training() {
  const bool settling = trainer->settles_after() > 0 && 2 * trainer->steps_done() >= trainer->settles_after();
  if (!all_steps() || !settling || !validates() || task.validation_examples >= kEnoughToChooseBy) return;
  std::vector<float> now = weights_to_play();
  const double value = validate(now);
  if (task.metric.within(value, best_value, kClearlyWorse)) {
    best = std::move(now);
    best_value = last_value = value;
  }
}

void TrainingLoop::choose_weights() {
  if (best.empty()) {
    best = weights_to_play();
    best_value = validate(best);
  }
  keep_last_of_whole_training();
}

Model TrainingLoop::assemble(bool interrupted) const {
  Model m;
  m.family = family;
  m.graph = task.graph;
  m.table = trainer->table();
  m.weights = best;
  task.finish(m);
  m.card = training_card(options, task.dataset);
  m.card.preset = task.preset;
  m.card.weights = byte_weights() ? "bytes" : "";
  m.card.steps = trainer->steps_done();
  m.card.interrupted = interrupted;
  m.card.metrics[validates() ? "validation_" + task.metric.id : "training_loss"] = best_value;
  return m;
}

}  // namespace partials
