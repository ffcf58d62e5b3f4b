// SPDX-License-Identifier: MIT
#include "runs/follow.h"

#include "base/clocks.h"
#include "base/need.h"
#include "data/data_lock.h"
#include "families/model_loading.h"
#include "learn/byte_list.h"
#include "report/json_values.h"
#include "runs/made_by.h"
#include "runs/run_config.h"
#include "system/process_id.h"
#include "training/training_families.h"

namespace partials {

using nlohmann::json;

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
  need_same_data(&ranks, data_lock(loop.task.dataset));
  loop.trainer.emplace(need(loop.task.trainer()));
  loop.trainer->set_ranks(&ranks);
  loop.task.dataset.drop_decoded();
  if (const std::string state = ranks.from_first(""); !state.empty()) need(loop.trainer->restore(state));
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

std::string message_of(const EvalRequest& r) {
  return json{{"data", json_of_bytes(r.data)},
              {"against", json_of_bytes(r.against)},
              {"folds", r.folds},
              {"fold", r.fold},
              {"with_seen", r.with_seen},
              {"allow_copies", r.allow_copies},
              {"threads", r.threads}}
      .dump();
}

EvalRequest request_from(const std::string& message) {
  const json j = json::parse(message);
  EvalRequest r;
  r.data = all_bytes_in(j, "data");
  r.against = all_bytes_in(j, "against");
  r.folds = static_cast<int>(whole_in(j, "folds"));
  r.fold = static_cast<int>(whole_in(j, "fold"));
  r.with_seen = flag_in(j, "with_seen");
  r.allow_copies = flag_in(j, "allow_copies");
  r.threads = static_cast<int>(whole_in(j, "threads", 1));
  return r;
}

void follow_evaluation(Ranks& ranks) {
  const std::string bytes = ranks.from_first("");
  EvalRequest request = request_from(ranks.from_first(""));
  request.ranks = &ranks;
  (void)evaluate(need(model_from_bytes(bytes, "the model")), request);
}

std::string job_now;  // of rank 0

std::string maker(const json& m) {
  return text_in(m, "version") + " (" + text_in(m, "commit") + ", " + text_in(m, "compiler") + ")";
}

// Other versions would understand each other's messages differently, and other instructions round
// differently.
void need_same_makers(Ranks& ranks) {
  const json own = made_by(ranks.size()), first = json::parse(ranks.from_first(own.dump()));
  const std::string rank = "Rank " + std::to_string(ranks.rank()) + " on " + host_name();
  std::string complaint;
  if (maker(own) != maker(first))
    complaint = rank + " is Partials " + maker(own) + ", and rank 0 is " + maker(first) +
                "; install the same packages on all nodes.";
  else if (own != first)
    complaint = rank + " runs on a machine with the instructions " + text_in(own, "instruction_set") +
                ", and rank 0 uses " + text_in(first, "instruction_set") +
                ", which round differently; set PARTIALS_ISA to what all of them have, such as base.";
  need_all_content(ranks, complaint);
}

}  // namespace

void need_same_data(Ranks* ranks, const json& lock) {
  if (!ranks) return;
  const json first =
      json::parse(ranks->from_first(lock.dump(-1, ' ', false, json::error_handler_t::replace)));
  std::string complaint;
  if (first.value("sha256", "") != lock.value("sha256", ""))
    complaint = "Rank " + std::to_string(ranks->rank()) + " on " + host_name() +
                " has other recordings than rank 0: " + words_on(differences_of_locks(first, lock)) +
                "; give all ranks the same files, on a disk that all nodes share.";
  need_all_content(*ranks, complaint);
}

void begin_together(Ranks* ranks, const std::string& job) {
  if (!ranks) return;
  job_now = job;
  ranks->from_first(job);
  need_same_makers(*ranks);
}

EvalResult evaluate_together(const std::string& model_bytes, const Model& model, const EvalRequest& request) {
  begin_together(request.ranks, kEvaluation);
  request.ranks->from_first(model_bytes);
  request.ranks->from_first(message_of(request));
  EvalResult result = evaluate(model, request);
  end_together(request.ranks);
  return result;
}

void end_together(Ranks*) { job_now.clear(); }

bool follow_next(Ranks& ranks) {
  const std::string job = ranks.from_first("");
  if (!job.empty()) need_same_makers(ranks);
  if (job == kTraining) follow_training(ranks);
  if (job == kEvaluation) follow_evaluation(ranks);
  return !job.empty();
}

bool let_go(Ranks& ranks) {
  if (!job_now.empty()) return false;
  ranks.from_first("");
  return true;
}

}  // namespace partials
