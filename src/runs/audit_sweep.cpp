// SPDX-License-Identifier: MIT
#include "runs/audit_sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/listed.h"
#include "data/data_lock.h"
#include "judge/statistics.h"
#include "report/json_values.h"
#include "runs/audit_sets.h"

namespace partials {
namespace {

using nlohmann::json;

std::string number(const AuditedTrial& t) { return std::to_string(t.trial); }

// Trials of other settings that were judged on a test set. Other seeds of the chosen settings may be, for a
// mean; a control is no candidate.
std::vector<std::string> looked_at(const AuditEvidence& e) {
  std::vector<std::string> all;
  for (const AuditedTrial& t : e.sweep->trials)
    if (t.run && e.run && t.run->settings() != e.run->settings() && !t.run->shuffled() &&
        e.look_of(t.run->weights))
      all.push_back(number(t));
  return all;
}

// Recordings and sets alone: a licence that was added later changes nothing that was learned.
json sets_of(const json& lock) {
  json all = json::array();
  if (lock.contains("recordings") && lock["recordings"].is_array())
    for (const json& r : lock["recordings"])
      all.push_back({text_in(r, "sha256"), r.value("parts", json::array())});
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

AuditAnswer chosen_of_sweep(const AuditEvidence& e) {
  const AuditedSweep& s = *e.sweep;
  const AuditedTrial *best = s.trial(s.best), *chosen = s.trial(s.chosen);
  if (const size_t open = s.with("open").size(); open || !best || !chosen)
    return failed(
        fmt::format("{} of {} trials have no result, so the best is not known", open, s.trials.size()),
        "Finish the sweep: the same command continues it.");
  if (!best->validation)
    return failed("no trial was validated, so none was chosen by validation",
                  "Record more notes, or hold out fewer, so that some can validate.");
  if (chosen != best)
    return failed(
        fmt::format("trial {} was chosen ({}, {} steps), and trial {} validates better ({}, {} steps)",
                    chosen->trial, s.metric.text(chosen->validation), chosen->steps, best->trial,
                    s.metric.text(best->validation), best->steps),
        "Take the trial that validates best.");
  const auto tested = looked_at(e);
  if (!tested.empty())
    return failed(
        fmt::format("besides the chosen trial {}, {} of other settings {} judged on a test set, so "
                    "something else than validation may have chosen: {}",
                    chosen->trial, tested.size(), tested.size() == 1 ? "was" : "were", listed(tested)),
        "Test only the trial that validates best, on recordings not looked at yet.");
  return passed(
      fmt::format("trial {} of {} has the best validation, {}, and none of other settings was judged on a "
                  "test set",
                  chosen->trial, s.trials.size(), s.metric.text(chosen->validation)));
}

std::string hidden_in_sweep(const AuditEvidence& e) {
  std::vector<std::string> all;
  for (const AuditedTrial& t : e.sweep->trials)
    if (!t.damage.empty())
      all.push_back("trial " + number(t) + ": " + t.damage);
    else if (t.status == "open")
      all.push_back("trial " + number(t) + " has no result");
  return all.empty() ? "" : "not every trial is shown: " + listed(all);
}

std::string other_data_in_sweep(const AuditEvidence& e) {
  const AuditedTrial* chosen = e.sweep->trial(e.sweep->chosen);
  if (!chosen || !chosen->run) return "";
  std::vector<std::string> all;
  for (const AuditedTrial& t : e.sweep->trials) {
    if (!t.run || t.run->lock.empty() || sets_of(t.run->lock) == sets_of(chosen->run->lock)) continue;
    const std::string how = words_on(differences_of_locks(chosen->run->lock, t.run->lock));
    all.push_back("trial " + number(t) + (how.empty() ? "" : " (" + how + ")"));
  }
  return all.empty() ? ""
                     : "trials were trained or validated on other recordings than the chosen one, so their "
                       "figures cannot be compared: " +
                           listed(all);
}

std::string trials_compared(const AuditEvidence& e) {
  const AuditedTrial* chosen = e.sweep->trial(e.sweep->chosen);
  if (!chosen || !chosen->run) return "";
  // Validations by settings without the seed, of trials that trained as long as the chosen one.
  std::map<std::string, std::vector<double>> by;
  std::map<std::string, std::string> first;
  std::set<std::string> counted;
  for (const AuditedTrial& t : e.sweep->trials) {
    if (!t.run || t.run->shuffled() || !t.validation || t.steps != chosen->steps) continue;
    const std::string settings = t.run->settings();
    if (!counted.insert(settings + std::to_string(t.run->seed())).second) continue;  // the same once more
    by[settings].push_back(*t.validation);
    first.emplace(settings, number(t));
  }
  const std::string own = chosen->run->settings();
  std::vector<double> p, gain;
  std::vector<std::string> names;
  for (const auto& [settings, values] : by)
    if (settings != own && values.size() > 1 && by[own].size() > 1) {
      p.push_back(two_group_permutation_p(by[own], values));
      gain.push_back(spread_of(values).mean - spread_of(by[own]).mean);
      names.push_back(first[settings]);
    }
  if (p.empty())
    return "which trial is better than which cannot be told from chance, because no two settings have two "
           "seeds each of as many steps";
  const auto adjusted = holm(p);
  std::vector<std::string> all;
  for (size_t i = 0; i < p.size(); ++i)
    all.push_back(fmt::format("those of trial {} {:+.3f} {} (p {:.3f}, Holm {:.3f})", names[i], gain[i],
                              e.sweep->metric.unit, p[i], adjusted[i]));
  return fmt::format(
      "other settings against the chosen ones, by a permutation test over seeds, Holm-corrected "
      "over {}: {}",
      p.size(), listed(all));
}

std::string summary_of_sweep(const AuditEvidence& e) {
  const AuditedSweep& s = *e.sweep;
  std::string text = fmt::format("{} trials", s.trials.size());
  for (const auto& [status, word] : {std::pair{"finished", "finished"},
                                     {"stopped", "not promoted"},
                                     {"failed", "failed"},
                                     {"open", "without a result"}})
    if (const size_t n = s.with(status).size()) text += fmt::format(", {} {}", n, word);
  const json* look = e.own_look();
  int looks = 0;
  std::set<std::string> models;
  for (const json& l : e.looks)
    if (look && text_in(l, "test_set") == text_in(*look, "test_set")) {
      ++looks;
      models.insert(text_in(l, "weights"));
    }
  text += look ? fmt::format("; {} look{} at the test set, by {} model{}. ", looks, looks == 1 ? "" : "s",
                             models.size(), models.size() == 1 ? "" : "s")
               : "; no look at a test set. ";
  std::map<int64_t, std::vector<double>> by;  // trials of another length are not of one kind
  for (const AuditedTrial& t : s.trials)
    if (t.validation && !(t.run && t.run->shuffled())) by[t.steps].push_back(*t.validation);
  for (const auto& [steps, values] : by) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    text += fmt::format(
        "Validation after {} steps, {} trial{}: mean {}, standard deviation {:.3f}, {:.3f} to {:.3f}. ",
        steps, values.size(), values.size() == 1 ? "" : "s", s.metric.text(spread_of(values).mean),
        spread_of(values).sd, *low, *high);
  }
  text.pop_back();
  return text;
}

}  // namespace partials
