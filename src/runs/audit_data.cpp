// SPDX-License-Identifier: MIT
// Items 2.1 to 3.8: before and while a model is built.
#include <fmt/format.h>

#include <algorithm>

#include "base/listed.h"
#include "runs/audit.h"
#include "runs/audit_pairs.h"
#include "runs/audit_sets.h"
#include "runs/audit_sweep.h"

namespace partials {
namespace {

constexpr double kEnoughS = 60;        // of training sound, as `partials check` advises
constexpr double kClearlyWorse = 0.1;  // share by which a run on wrong pairs must be worse

bool has_test(const AuditEvidence& e) {
  const auto parts = parts_of(e);
  return seconds_in(parts, "test") > 0 || e.own_look();
}

AuditAnswer plan_of_data(const AuditEvidence& e) {
  const auto parts = parts_of(e);
  if (parts.empty()) return not_knowable(kNoLock, "Train with this version, and keep the run's folder.");
  if (seconds_in(parts, "validation") <= 0)
    return failed("there is no validation set, so the weights were chosen by the training loss",
                  "Record more notes, so that some can validate.");
  if (!has_test(e))
    return failed("no recordings are held out for a test",
                  "Train with --folds 5 --fold 0, or record a test set.");
  return passed(fmt::format("{:.0f} s train, {:.0f} s validate, {} test", seconds_in(parts, "train"),
                            seconds_in(parts, "validation"),
                            seconds_in(parts, "test") > 0 ? fmt::format("{:.0f} s", seconds_in(parts, "test"))
                                                          : "other recordings"));
}

AuditAnswer understood(const AuditEvidence&) {
  return not_knowable("whether somebody listened to the recordings is not recorded",
                      "Look at and listen to them: partials check RECORDINGS --picture FILE.");
}

AuditAnswer unseen_by_people(const AuditEvidence&) {
  return not_knowable(
      "whether somebody listened to the test recordings before the settings were chosen is not recorded",
      "Listen to training recordings only, until the model is final.");
}

AuditAnswer clean(const AuditEvidence& e) {
  if (!e.usable)
    return not_knowable("the recordings were not given", "Name their folder: --recordings FOLDER.");
  if (!*e.usable)
    return failed("`partials check` finds that they are not usable", "Read: partials check RECORDINGS.");
  return passed("`partials check` finds them usable");
}

AuditAnswer enough(const AuditEvidence& e) {
  const auto parts = parts_of(e);
  if (parts.empty()) return not_knowable(kNoLock, "Train with this version, and keep the run's folder.");
  const double s = seconds_in(parts, "train");
  if (s < kEnoughS)
    return failed(fmt::format("the training set has {:.0f} s of sound; {:.0f} s are the least", s, kEnoughS),
                  "Record more, low to high and soft to loud.");
  return passed(fmt::format("the training set has {:.0f} s of sound", s));
}

AuditAnswer experts(const AuditEvidence&) {
  return not_knowable("whether players of the instrument were asked is not recorded",
                      "Let one play the model.");
}
AuditAnswer literature(const AuditEvidence&) {
  return not_knowable("whether earlier work was read is not recorded", "docs/baselines.md names some.");
}
AuditAnswer deployment(const AuditEvidence& e) {
  if (e.weights.empty()) return not_knowable("there is no model file", "Finish the run.");
  return passed(
      "training and playing run the same code, and the file has a golden example that every host must meet");
}

AuditAnswer no_leak(const AuditEvidence& e) {
  const auto parts = parts_of(e);
  std::string todo =
      "Train again with these recordings in one set; give recordings of one player or session the same "
      "\"group\" in dataset.json.";
  if (const auto same = in_two_sets(parts, &LockedPart::samples_sha256); !same.empty()) {
    // parts of one recording are item 4.8
    std::vector<std::string> copies;
    for (const std::string& s : same) {
      std::set<std::string> files;
      for (const LockedPart& p : parts)
        if (s.rfind("'" + p.file + "'", 0) == 0)
          for (const LockedPart& q : parts)
            if (q.samples_sha256 == p.samples_sha256) files.insert(q.file);
      if (files.size() > 1) copies.push_back(s);
    }
    if (!copies.empty()) return failed("the same samples are in two sets: " + listed(copies), todo);
  }
  if (const auto groups = in_two_sets(parts, &LockedPart::group); !groups.empty())
    return failed("a player or session is in two sets: group " + listed(groups), todo);
  if (const auto* look = e.own_look()) {
    int seen = 0;
    for (const auto& r : rows_of(*look)) seen += flag_in(r, "seen");
    if (seen)
      return failed(fmt::format("{} of the recordings that it was judged by were used to train it", seen),
                    "Judge it without --seen.");
  }
  if (parts.empty()) return not_knowable(kNoLock, "Train with this version, and keep the run's folder.");
  return passed("no samples and no group are in two sets, and nothing it was judged by trained it");
}

int settings_tried(const AuditEvidence& e) {
  std::set<std::string> all;
  if (e.run) all.insert(e.run->settings());
  for (const AuditedRun& r : e.others)
    if (r.finished && !r.shuffled()) all.insert(r.settings());
  return static_cast<int>(all.size());
}

AuditAnswer several_models(const AuditEvidence& e) {
  if (!e.run) return not_knowable(kNoLock, "Keep run folders.");
  const int n = settings_tried(e);
  if (n < 2)
    return not_knowable("runs of other settings on these recordings are not here",
                        "Train other presets, and compare.");
  return passed(fmt::format("{} settings were tried on these recordings", n));
}

AuditAnswer appropriate(const AuditEvidence& e) {
  if (!e.run || !e.run->validation || !e.run->first_validation)
    return not_knowable("the run's curve of validation is not here", "Keep the run's folder.");
  const auto& m = e.run->metric;
  const std::string from = m.text(e.run->first_validation), to = m.text(e.run->validation);
  if (!m.better(*e.run->validation, *e.run->first_validation))
    return failed("validation did not improve: " + from + " at first, " + to + " at best",
                  "Train longer, or choose another preset.");
  return passed("validation improved from " + from + " to " + to);
}

AuditAnswer progress(const AuditEvidence&) {
  return not_knowable("whether newer kinds of models would do better is not recorded",
                      "docs/baselines.md compares some.");
}

AuditAnswer simpler(const AuditEvidence& e) {
  const auto* look = e.own_look();
  if (!look) return not_knowable(kNoLook, kEvaluate);
  std::string better, heard;
  for (const char* b : kBaselines) {
    const auto pairs = pairs_in(*look, b);
    if (pairs.empty()) continue;
    double model = 0, other = 0;
    for (const JudgedPair& p : pairs) {
      model += p.model_db / static_cast<double>(pairs.size());
      other += p.baseline_db / static_cast<double>(pairs.size());
    }
    heard += fmt::format("{}{} {:.2f} dB (model {:.2f} dB)", heard.empty() ? "" : ", ", b, other, model);
    if (other <= model) better = b;
  }
  if (heard.empty()) return not_knowable("no baseline was judged on the same recordings", kEvaluate);
  heard = "mean distance without learning, and the model's on the same recordings: " + heard;
  if (!better.empty()) return failed(heard, "Use the simpler one, or train longer and on more recordings.");
  return passed(heard);
}

AuditAnswer features(const AuditEvidence& e) {
  if (e.weights.empty()) return not_knowable("there is no model file", "Finish the run.");
  return passed("inputs are pitch and loudness, fixed by the preset; none was selected by the data");
}

// By validation alone: no run of other settings that validates better was judged on the test set beside it.
AuditAnswer chosen_by_validation(const AuditEvidence& e) {
  if (e.sweep) return chosen_of_sweep(e);
  if (!e.run || !e.run->validation)
    return not_knowable("its run or its validation is not here", "Keep run folders.");
  std::vector<std::string> better;
  for (const AuditedRun& r : e.others)
    if (r.finished && !r.shuffled() && r.validation && r.metric.id == e.run->metric.id &&
        r.settings() != e.run->settings() && e.run->metric.better(*r.validation, *e.run->validation) &&
        e.look_of(r.weights))
      better.push_back(r.id + " (" + r.metric.text(r.validation) + ")");
  if (!better.empty())
    return failed(
        "runs of other settings validate better than this one (" + e.run->metric.text(e.run->validation) +
            ") and were judged on a test set too, so something else than validation chose: " + listed(better),
        "Take the run that validates best, and test only that one, on recordings not looked at yet.");
  if (settings_tried(e) < 2)
    return not_knowable("only one setting is here, so nothing was chosen between",
                        "Train other settings, and choose by validation.");
  return passed("none of the settings that were tested validates better than this one");
}

AuditAnswer not_spurious(const AuditEvidence& e) {
  const AuditedRun* at = nullptr;
  for (const AuditedRun& r : e.others)  // of the same settings, if there is one
    if (r.finished && r.shuffled() && r.validation && e.run && r.metric.id == e.run->metric.id &&
        (!at || r.settings() == e.run->settings()))
      at = &r;
  if (!at || !e.run->validation)
    return not_knowable("no run on shuffled targets is here",
                        "Train the same with --shuffle-targets; it must not learn.");
  const auto& m = e.run->metric;
  const std::string both =
      "with right pairs " + m.text(e.run->validation) + ", with wrong ones " + m.text(at->validation);
  if (m.within(*at->validation, *e.run->validation, kClearlyWorse))
    return failed("a run on shuffled targets does as well: " + both,
                  "The figures do not depend on what was learned: look for a leak, and at how it validates.");
  return passed("a run on shuffled targets fails, as it must: " + both);
}

}  // namespace

std::vector<AuditItem> data_items() {
  return {{"2.1", "A plan of which recordings train, validate and test", plan_of_data},
          {"2.2", "The recordings are understood", understood},
          {"2.3", "The test recordings were left alone", unseen_by_people},
          {"2.4", "The recordings are clean", clean},
          {"2.5", "There are enough recordings", enough},
          {"2.6", "People who know the instrument were asked", experts},
          {"2.7", "Earlier work is known", literature},
          {"2.8", "How it will be used was thought of", deployment},
          {"3.1", "Nothing of the test leaks into training", no_leak},
          {"3.2", "Several kinds of models were tried", several_models},
          {"3.3", "The model suits the task", appropriate},
          {"3.4", "Newer methods are known", progress},
          {"3.5", "Learning beats what needs no learning", simpler},
          {"3.6", "Inputs were chosen without the test", features},
          {"3.7", "Settings were chosen by validation alone", chosen_by_validation},
          {"3.8", "It did not learn something else", not_spurious}};
}

}  // namespace partials
