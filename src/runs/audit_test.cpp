// SPDX-License-Identifier: MIT
// Items 4.1 to 4.8: how a model was evaluated.
#include "runs/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/listed.h"
#include "judge/statistics.h"
#include "runs/audit_sets.h"
#include "runs/looks.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr size_t kEnoughSeeds = 3;
constexpr double kUnfair = 2;  // ratio of the distances of the worst and the best register

constexpr const char* kRegisters[] = {"low", "middle", "high"};

// Thirds of the trained range, in pitch; -1: without pitch.
int register_of(const AuditEvidence& e, double hz) {
  if (hz <= 0 || e.low_hz <= 0 || e.high_hz <= e.low_hz) return -1;
  return std::clamp(static_cast<int>(3 * std::log(hz / e.low_hz) / std::log(e.high_hz / e.low_hz)), 0, 2);
}

std::array<std::vector<double>, 3> distances_of_registers(const AuditEvidence& e, const json& look) {
  std::array<std::vector<double>, 3> all;
  for (const json& r : rows_of(look))
    if (const int at = register_of(e, number_in(r, "median_f0_hz")); at >= 0)
      if (const json m = object_in(r, "model"); m.contains("log_mel_db"))
        all[static_cast<size_t>(at)].push_back(number_in(m, "log_mel_db"));
  return all;
}

AuditAnswer test_set(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  if (e.low_hz <= 0) return not_knowable("the model has no trained range", "Judge models of instruments.");
  const auto all = distances_of_registers(e, *look);
  std::vector<std::string> missing;
  std::string counts;
  for (size_t i = 0; i < all.size(); ++i) {
    counts += fmt::format("{}{} {}", i ? ", " : "", kRegisters[i], all[i].size());
    if (all[i].empty()) missing.push_back(kRegisters[i]);
  }
  const std::string range =
      fmt::format(" (thirds of {:.0f} to {:.0f} Hz; recordings: {})", e.low_hz, e.high_hz, counts);
  if (!missing.empty())
    return failed("the test has no recording of the register " + listed(missing) + range,
                  "Test with notes of every register; folds (--folds) hold out every so many notes.");
  return passed("the test covers every register" + range);
}

AuditAnswer augmented_after(const AuditEvidence& e) {
  if (!e.shared)
    return not_knowable(
        "in training, augmentation changes only what the sampler draws from training recordings; whether "
        "the recordings themselves hold altered copies was not heard",
        "Name their folder, and that of the test: --recordings FOLDER.");
  if (e.shared->empty()) return passed("no recording of one set is an altered copy of one of another");
  std::vector<std::string> pairs;
  for (const SharedSound& s : *e.shared) pairs.push_back(s.a + " and " + s.b);
  return failed("recordings of two sets hold the same sound: " + listed(pairs),
                "Remove the copies; training augments by itself, after the split.");
}

// A test set that models of several settings were judged by is no longer unseen: people chose by it. A
// control on shuffled targets is no candidate, so its look chooses nothing.
AuditAnswer sequential(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const std::string set = text_in(*look, "test_set");
  const LookCount count = count_looks(e.looks, set);
  std::set<std::string> repeats, others, controls;
  for (const AuditedRun* r : e.repeats()) repeats.insert(r->weights);
  repeats.insert(e.weights);
  for (const json& l : e.looks)
    if (const std::string of = text_in(l, "weights"); text_in(l, "test_set") == set && !repeats.contains(of))
      (e.is_control(of) ? controls : others).insert(of);
  std::string heard = e.sweep ? fmt::format("{} trials were tried; ", e.sweep->trials.size()) : "";
  heard += fmt::format("this test set was looked at {} time{}, by {} model{}", count.looks,
                       count.looks == 1 ? "" : "s", count.models, count.models == 1 ? "" : "s");
  if (!controls.empty())
    heard += fmt::format(", {} of them trained on shuffled targets as a control", controls.size());
  if (!others.empty())
    return failed(
        heard + fmt::format("; {} of them had other settings, or their runs are not here", others.size()),
        "Record a new test set for the final figure, or hold out another fold, and look once.");
  return passed(heard + (repeats.size() > 1 ? "; the others differ only in the seed" : ""));
}

AuditAnswer several_times(const AuditEvidence& e) {
  const auto repeats = e.repeats();
  if (repeats.empty()) return not_knowable("its run is not here", "Keep run folders.");
  const json* own = e.own_look();
  std::vector<double> validation, tested;
  for (const AuditedRun* r : repeats) {
    if (r->validation) validation.push_back(*r->validation);
    if (const json* look = own ? e.look_of(r->weights, text_in(*own, "test_set")) : nullptr)
      if (const auto mean = mean_in(*look, "model", "log_mel_db")) tested.push_back(*mean);
  }
  const bool all_tested = tested.size() >= kEnoughSeeds;
  const Spread s = spread_of(all_tested ? tested : validation);
  if (static_cast<size_t>(s.n) < kEnoughSeeds)
    return failed(fmt::format("{} seed{} of these settings {} here; three are the least", s.n,
                              s.n == 1 ? "" : "s", s.n == 1 ? "is" : "are"),
                  "Train the same with --seed 2 and --seed 3, and report mean and interval.");
  return passed(
      fmt::format("{} seeds, {}: mean {:.3f}, standard deviation {:.3f}, 95 % interval {:.3f} to {:.3f}", s.n,
                  all_tested ? "test" : "validation", s.mean, s.sd, s.low, s.high));
}

AuditAnswer final_data(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const auto parts = parts_of(e);
  if (parts.empty()) return not_knowable(kNoLock, "Train with this version, and keep the run's folder.");
  const std::set<std::string> tested = hashes_judged(*look);
  std::set<std::string> chose;
  for (const LockedPart& p : parts)
    if (p.set == "validation" && (tested.contains(p.sha256) || tested.contains(p.samples_sha256)))
      chose.insert(p.file);
  std::set<std::string> also_test;
  for (const LockedPart& p : parts)
    if (p.set == "test") also_test.insert(p.file);
  for (const std::string& file : also_test) chose.erase(file);  // another part of it: item 4.8
  if (!chose.empty())
    return failed("it was judged by recordings that chose its weights: " +
                      listed(std::vector<std::string>(chose.begin(), chose.end())),
                  "Judge it by what neither trained nor validated it.");
  return passed("what it was judged by did not validate it");
}

std::vector<std::string> measures_in(const json& look) {
  std::vector<std::string> all;
  for (const char* m : {"log_mel_db", "multi_resolution_db", "loudness_median_abs_db", "pitch_median_cents"})
    if (mean_in(look, "model", m)) all.push_back(fmt::format("{} {:.2f}", m, *mean_in(look, "model", m)));
  return all;
}

AuditAnswer metrics(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const auto all = measures_in(*look);
  if (all.size() < 2) return failed("it was judged by one measure: " + listed(all), kEvaluate);
  return passed("several measures: " + listed(all));
}

AuditAnswer fairness(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  std::string text;
  double best = 0, worst = 0;
  int n = 0;
  const auto all = distances_of_registers(e, *look);
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].empty()) continue;
    const double mean = spread_of(all[i]).mean;
    best = n ? std::min(best, mean) : mean;
    worst = n ? std::max(worst, mean) : mean;
    text += fmt::format("{}{} {:.2f} dB", n++ ? ", " : "", kRegisters[i], mean);
  }
  if (n < 2)
    return not_knowable("the test covers fewer than two registers", "Test with notes of every register.");
  if (worst > kUnfair * best)
    return failed("one register is more than twice as far off as another: " + text,
                  "Record more notes there, or say so where the figure is reported.");
  return passed("registers differ by less than a factor of two: " + text);
}

AuditAnswer temporal(const AuditEvidence& e) {
  const auto parts = parts_of(e);
  if (parts.empty()) return not_knowable(kNoLock, "Train with this version, and keep the run's folder.");
  if (const auto cut = in_two_sets(parts, &LockedPart::sha256); !cut.empty())
    return failed("pieces of one recording are in two sets: " + listed(cut),
                  "Make at least four recordings, which are never cut.");
  return passed("no recording is in two sets");
}

}  // namespace

std::vector<AuditItem> test_items() {
  return {{"4.1", "The test covers what the model plays", test_set},
          {"4.2", "Augmentation came after splitting", augmented_after},
          {"4.3", "The test set was not used up", sequential},
          {"4.4", "It was trained more than once", several_times},
          {"4.5", "The final model was judged by recordings of its own", final_data},
          {"4.6", "The measures suit the task", metrics},
          {"4.7", "It is as good for all", fairness},
          {"4.8", "Moments of one recording stay together", temporal}};
}

}  // namespace partials
