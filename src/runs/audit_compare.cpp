// SPDX-License-Identifier: MIT
// Items 5.1 to 6.6: how a model was compared, and how it is reported.
#include <fmt/format.h>

#include <algorithm>

#include "base/listed.h"
#include "judge/statistics.h"
#include "runs/audit.h"
#include "runs/audit_pairs.h"
#include "runs/audit_sets.h"
#include "runs/audit_sweep.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr double kAlpha = 0.05;

struct Comparison {
  std::string baseline;
  Spread gain;  // baseline minus model, in dB
  double p = 1, adjusted = 1;
};
struct Comparisons {
  std::vector<Comparison> own;
  size_t tests = 0;  // on this test set, of all models: Holm's method corrects for all of them
  std::string unit = "notes", whose;
};

// A model that was judged by the same test set could have been reported instead of this one, so its tests
// count, too; those of controls do not.
Comparisons comparisons(const AuditEvidence& e) {
  Comparisons all;
  const json* look = e.own_look();
  if (!look) return all;
  std::vector<double> p;
  for (const char* b : kBaselines)
    if (const Gains g = gains_of(e, *look, b); !g.values.empty()) {
      p.push_back(paired_permutation_p(g.values));
      all.own.push_back({b, spread_of(g.values), p.back(), 1});
      all.unit = g.unit;
      all.whose = g.whose;
    }
  const std::string set = text_in(*look, "test_set");
  std::set<std::string> models;
  for (const json& l : e.looks)
    if (const std::string of = text_in(l, "weights");
        text_in(l, "test_set") == set && of != e.weights && !e.is_control(of))
      models.insert(of);
  for (const std::string& of : models)
    for (const char* b : kBaselines)
      if (const json* other = e.look_of(of, set))
        if (const Gains g = gains_of(e, *other, b); !g.values.empty())
          p.push_back(paired_permutation_p(g.values));
  const auto adjusted = holm(p);
  for (size_t i = 0; i < all.own.size(); ++i) all.own[i].adjusted = adjusted[i];
  all.tests = p.size();
  return all;
}

std::string text_of(const Comparisons& all, bool with_p) {
  std::string text;
  for (const Comparison& c : all.own) {
    text += fmt::format("{}{} {:+.2f} dB ({:.2f} to {:.2f}, {} {}", text.empty() ? "" : "; ", c.baseline,
                        c.gain.mean, c.gain.low, c.gain.high, c.gain.n, all.unit);
    text += with_p ? fmt::format(", p {:.4f}, Holm {:.4f})", c.p, c.adjusted) : ")";
  }
  return text + (text.empty() ? "" : all.whose);
}

AuditAnswer enough_notes(const AuditEvidence& e) {
  if (e.sweep)
    if (const std::string other = other_data_in_sweep(e); !other.empty())
      return failed(other, "Compare only trials that were trained and validated on the same recordings.");
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const size_t n = rows_of(*look).size();
  const std::string text = text_of(comparisons(e), false);
  if (n < kEnoughNotes)
    return failed(
        fmt::format("the test has {} recording{}; with fewer than {} no difference can be told from chance",
                    n, n == 1 ? "" : "s", kEnoughNotes),
        "Test with more notes.");
  if (text.empty()) return not_knowable("there is nothing to compare with", kEvaluate);
  return passed("nearer than the baselines by, with 95 % intervals: " + text);
}

AuditAnswer baselines(const AuditEvidence& e) {
  if (!e.own_look()) return not_knowable(kNoLook, kEvaluate);
  std::vector<std::string> there;
  for (const Comparison& c : comparisons(e).own) there.push_back(c.baseline);
  if (there.empty()) return failed("no baseline was judged on the same recordings", kEvaluate);
  return passed("judged beside: " + listed(there));
}

AuditAnswer tested(const AuditEvidence& e) {
  if (!e.own_look()) return not_knowable(kNoLook, kEvaluate);
  const auto all = comparisons(e);
  if (all.own.empty()) return not_knowable("there is nothing to compare with", kEvaluate);
  const std::string text = "paired permutation test over " + all.unit + ": " + text_of(all, true);
  for (const Comparison& c : all.own) {
    if (c.gain.mean <= 0)
      return failed(text, "There is no advantage over " + c.baseline + ": claim none, or train longer.");
    if (c.adjusted > kAlpha)
      return failed(
          text, "The advantage over " + c.baseline + " may be chance: test with more notes, or claim none.");
  }
  return passed(text);
}

AuditAnswer corrected(const AuditEvidence& e) {
  const size_t n = comparisons(e).tests;
  const std::string trials = e.sweep ? trials_compared(e) : "";
  if (n == 0 && trials.empty())
    return not_knowable(e.own_look() ? "there is nothing to compare with" : kNoLook, kEvaluate);
  std::string text =
      n ? fmt::format("the p of {} comparison{} on this test set {} corrected by Holm's method", n,
                      n == 1 ? "" : "s", n == 1 ? "is" : "are")
        : "no comparison was made on a test set";
  return passed(text + (trials.empty() ? "" : "; " + trials));
}

AuditAnswer benchmarks(const AuditEvidence&) {
  return not_knowable("whether figures of others are quoted is not recorded",
                      "Where you quote some, say on which recordings and by which measure they were made.");
}
AuditAnswer combined(const AuditEvidence& e) {
  if (e.weights.empty()) return not_knowable("there is no model file", "Finish the run.");
  return passed("one model is judged, no combination of several");
}

AuditAnswer transparent(const AuditEvidence& e) {
  if (e.sweep)
    if (const std::string hidden = hidden_in_sweep(e); !hidden.empty())
      return failed(hidden, "Keep and show every trial; the same command trains again what is missing.");
  const auto parts = parts_of(e);
  if (parts.empty()) return not_knowable(kNoLock, "Train with this version, and keep the run's folder.");
  std::set<std::string> silent;
  for (const LockedPart& p : parts)
    for (const std::string* s : {&p.licence, &p.consent})
      if (s->empty() || *s == "unknown") silent.insert(p.file);
  if (!silent.empty())
    return failed(
        "licence or consent is unknown of " + listed(std::vector<std::string>(silent.begin(), silent.end())),
        "Write them into dataset.json beside the recordings.");
  return passed(
      std::string(e.sweep ? "every trial of the sweep is here, also those that failed; " : "") +
      "the run's folder has the hash, licence and consent of every recording, the settings and the seed");
}

AuditAnswer several_ways(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  int n = 0;
  for (const char* m : {"log_mel_db", "multi_resolution_db", "loudness_median_abs_db", "pitch_median_cents"})
    n += mean_in(*look, "model", m).has_value();
  if (n < 2) return failed("there is one measure only", kEvaluate);
  return passed(fmt::format("{} measures, each of {} recordings by itself", n, rows_of(*look).size()));
}

AuditAnswer no_further(const AuditEvidence& e) {
  std::set<std::string> trained, apart;
  bool unknown = false;
  const auto parts = parts_of(e);
  for (const LockedPart& p : parts) {
    unknown = unknown || p.group.empty();
    if (p.set == "train") trained.insert(p.group);
  }
  for (const LockedPart& p : parts)
    if (p.set == "test" && !trained.contains(p.group)) apart.insert(p.group);
  if (parts.empty() || unknown)
    return not_knowable(
        "who played is not recorded, so the figures may hold for one player and one room only",
        "Write a \"group\" for each recording into dataset.json.");
  if (apart.empty())
    return not_knowable(
        fmt::format("all were played by {} that trained it, so nothing is known of other players",
                    trained.size() == 1 ? "the group" : "groups"),
        "Claim no more, or test with another player.");
  return passed("the test has players or sessions that did not train it");
}

AuditAnswer significance(const AuditEvidence& e) {
  if (!e.own_look()) return not_knowable(kNoLook, kEvaluate);
  const auto all = comparisons(e);
  if (all.own.empty()) return not_knowable("there is nothing to compare with", kEvaluate);
  return passed("each p is beside the size of its effect: " + text_of(all, true));
}

AuditAnswer looked_at(const AuditEvidence&) {
  return not_knowable("whether somebody listened is not recorded",
                      "Listen: partials eval MODEL RECORDINGS --report FILE has players and a blind test.");
}
AuditAnswer checklist(const AuditEvidence&) { return passed("this is one"); }

}  // namespace

std::vector<AuditItem> compare_items() {
  return {{"5.1", "A bigger number is no better model", enough_notes},
          {"5.2", "There are meaningful baselines", baselines},
          {"5.3", "Differences were tested", tested},
          {"5.4", "Several tests were corrected for", corrected},
          {"5.5", "Figures of others are treated with care", benchmarks},
          {"5.6", "Combinations of models are told", combined},
          {"6.1", "It can be made again", transparent},
          {"6.2", "It is reported in several ways", several_ways},
          {"6.3", "No claim goes beyond the recordings", no_further},
          {"6.4", "Significance is reported with the size of the effect", significance},
          {"6.5", "Somebody listened", looked_at},
          {"6.6", "A checklist was used", checklist}};
}

}  // namespace partials
