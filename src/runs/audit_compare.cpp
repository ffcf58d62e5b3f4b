// SPDX-License-Identifier: MIT
// Items 5.1 to 6.6: how a model was compared, and how it is reported.
#include <fmt/format.h>

#include <algorithm>

#include "base/listed.h"
#include "judge/statistics.h"
#include "runs/audit.h"
#include "runs/audit_sets.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr size_t kEnoughNotes = 6;  // with five pairs the least p of a two-sided sign-flip test is 1/16
constexpr double kAlpha = 0.05;
constexpr const char* kBaselines[] = {"sampler", "average_careful", "average_naive"};

struct Comparison {
  std::string baseline;
  Spread gain;  // baseline minus model, in dB
  double p = 1, adjusted = 1;
};

std::vector<Comparison> comparisons(const json& look) {
  std::vector<Comparison> all;
  std::vector<double> p;
  for (const char* b : kBaselines)
    if (const auto gains = gains_in(look, b); !gains.empty()) {
      p.push_back(paired_permutation_p(gains));
      all.push_back({b, spread_of(gains), p.back(), 1});
    }
  const auto adjusted = holm(p);
  for (size_t i = 0; i < all.size(); ++i) all[i].adjusted = adjusted[i];
  return all;
}

std::string text_of(const Comparison& c, bool with_p) {
  std::string text = fmt::format("{} {:+.2f} dB ({:.2f} to {:.2f}, {} notes", c.baseline, c.gain.mean,
                                 c.gain.low, c.gain.high, c.gain.n);
  return text + (with_p ? fmt::format(", p {:.4f}, Holm {:.4f})", c.p, c.adjusted) : ")");
}

std::string text_of(const std::vector<Comparison>& all, bool with_p) {
  std::string text;
  for (const Comparison& c : all) text += (text.empty() ? "" : "; ") + text_of(c, with_p);
  return text;
}

size_t notes_in(const json& look) { return look.value("recordings", json::array()).size(); }

AuditAnswer enough_notes(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const size_t n = notes_in(*look);
  const std::string text = text_of(comparisons(*look), false);
  if (n < kEnoughNotes)
    return failed(
        fmt::format("the test has {} recording{}; with fewer than {} no difference can be told from chance",
                    n, n == 1 ? "" : "s", kEnoughNotes),
        "Test with more notes.");
  if (text.empty()) return not_knowable("there is nothing to compare with", kEvaluate);
  return passed("nearer than the baselines by, with 95 % intervals: " + text);
}

AuditAnswer baselines(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  std::vector<std::string> there;
  for (const Comparison& c : comparisons(*look)) there.push_back(c.baseline);
  if (there.empty()) return failed("no baseline was judged on the same recordings", kEvaluate);
  return passed("judged beside: " + listed(there));
}

AuditAnswer tested(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const auto all = comparisons(*look);
  if (all.empty()) return not_knowable("there is nothing to compare with", kEvaluate);
  const std::string text = "paired permutation test over notes: " + text_of(all, true);
  for (const Comparison& c : all) {
    if (c.gain.mean <= 0)
      return failed(text, "There is no advantage over " + c.baseline + ": claim none, or train longer.");
    if (c.adjusted > kAlpha)
      return failed(
          text, "The advantage over " + c.baseline + " may be chance: test with more notes, or claim none.");
  }
  return passed(text);
}

AuditAnswer corrected(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const size_t n = comparisons(*look).size();
  if (n == 0) return not_knowable("there is nothing to compare with", kEvaluate);
  return passed(fmt::format("the p of {} comparison{} {} corrected by Holm's method", n, n == 1 ? "" : "s",
                            n == 1 ? "is" : "are"));
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
      "the run's folder has the hash, licence and consent of every recording, the settings and the seed");
}

AuditAnswer several_ways(const AuditEvidence& e) {
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  int n = 0;
  for (const char* m : {"log_mel_db", "multi_resolution_db", "loudness_median_abs_db", "pitch_median_cents"})
    n += mean_in(*look, "model", m).has_value();
  if (n < 2) return failed("there is one measure only", kEvaluate);
  return passed(fmt::format("{} measures, each of {} recordings by itself", n, notes_in(*look)));
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
  const json* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  const auto all = comparisons(*look);
  if (all.empty()) return not_knowable("there is nothing to compare with", kEvaluate);
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
