// SPDX-License-Identifier: MIT
#include "runs/follow.h"

#include "base/clocks.h"
#include "base/need.h"
#include "learn/byte_list.h"
#include "runs/run_config.h"
#include "training/training_families.h"

namespace partials {

std::vector<RankCost> costs_of_ranks(Ranks* ranks, double steps_s) {
  const RankCost own{steps_s, process_cpu_s()};
  if (!ranks) return {own};
  std::vector<RankCost> all;
  for (const std::string& bytes : ranks->gather(bytes_of_values(std::vector{own})))
    all.push_back(values_of_bytes<RankCost>(bytes).at(0));
  return all;
}

namespace {

void follow_training(Ranks& ranks) {
  TrainOptions options = options_from(ranks.from_first(""));
  options.ranks = &ranks;
  const TrainingFamily* family = training_family_of_preset(options.preset);
  if (!family) throw std::runtime_error("There is no preset '" + options.preset + "'.");
  TrainingLoop loop(options);
  loop.task = family->prepare(options, [](double) {});
  loop.trainer.emplace(need(loop.task.trainer()));
  loop.trainer->set_ranks(&ranks);
  loop.task.dataset.drop_decoded();
  need(loop.trainer->restore(ranks.from_first("")));
  double steps_s = 0;
  for (;;) {
    const std::string next = ranks.from_first("");
    const double busy_s = process_cpu_s();
    switch (next.empty() ? Lead::end : static_cast<Lead>(next[0])) {
      case Lead::step:
        loop.trainer->step();
        steps_s += process_cpu_s() - busy_s;
        break;
      case Lead::validate:
        loop.task.validate(loop.weights_to_play());
        break;
      case Lead::end:
        costs_of_ranks(&ranks, steps_s);
        return;
    }
  }
}

std::string job_now;  // of rank 0

}  // namespace

void begin_together(Ranks* ranks, const std::string& job) {
  if (!ranks) return;
  job_now = job;
  ranks->from_first(job);
}

void end_together(Ranks*) { job_now.clear(); }

bool follow_next(Ranks& ranks) {
  const std::string job = ranks.from_first("");
  if (job == kTraining) follow_training(ranks);
  return !job.empty();
}

bool let_go(Ranks& ranks) {
  if (!job_now.empty()) return false;
  ranks.from_first("");
  return true;
}

}  // namespace partials
