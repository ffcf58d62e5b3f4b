// SPDX-License-Identifier: MIT
// Guards against: an audit of a sweep that overlooks a fault, or finds one in a clean sweep. Each fault is
// planted into what a clean sweep left behind, and the items that fail are those that it is about, no others.
#include "runs/audit_sweep.h"

#include <gtest/gtest.h>

#include "runs/clean_audit.h"

namespace partials {
namespace {

AuditedTrial trial(int number, const AuditedRun& r, const std::string& values) {
  return {number, values, "finished", "", "", 500, r.validation, r};
}

// Two presets with four seeds each, a control, and one that failed; trial 0 validates best.
AuditEvidence clean_sweep() {
  AuditEvidence e = clean();
  AuditedSweep s;
  s.metric = e.run->metric;
  s.best = s.chosen = 0;
  const double small[] = {3.0, 3.05, 3.1, 3.15}, standard[] = {3.6, 3.65, 3.7, 3.75};
  for (int i = 0; i < 4; ++i)
    s.trials.push_back(trial(i, i ? run("s" + std::to_string(i), i + 1, small[i]) : *e.run, "preset small"));
  for (int i = 0; i < 4; ++i)
    s.trials.push_back(
        trial(4 + i, run("t" + std::to_string(i), i + 1, standard[i], "standard"), "preset standard"));
  s.trials.push_back(trial(8, e.others[3], "shuffle_targets true"));
  s.trials.push_back({9, "preset smell", "failed", "There is no preset 'smell'", "", 0, {}, {}});
  e.others.clear();
  for (size_t i = 1; i < 9; ++i) e.others.push_back(*s.trials[i].run);
  e.looks.resize(1);
  e.sweep = std::move(s);
  return e;
}

TEST(SweepAudit, FindsNothingInACleanSweep) {
  const AuditEvidence e = clean_sweep();
  const AuditReport report = audit(e);
  EXPECT_EQ(failures(e), "");
  EXPECT_EQ(report.rows.size(), 36u);
  EXPECT_EQ(
      report.summary,
      "10 trials, 9 finished, 1 failed; 1 look at the test set, by 1 model. Validation after 500 steps, 8 "
      "trials: mean 3.38 dB, standard deviation 0.326, 3.000 to 3.750.");
  EXPECT_NE(why(e, "4.4").find("4 seeds, validation: mean 3.075, standard deviation 0.065"),
            std::string::npos)
      << why(e, "4.4");
  // 2 of the 70 ways to take four of eight
  EXPECT_NE(why(e, "5.4").find("over 1: those of trial 4 +0.600 dB (p 0.029, Holm 0.029)"), std::string::npos)
      << why(e, "5.4");
}

struct Fault {
  const char* name;
  std::function<void(AuditEvidence&)> plant;
  const char* items;  // that fail
  const char* says;   // in the first of them
};
class PlantedInASweep : public testing::TestWithParam<Fault> {};

TEST_P(PlantedInASweep, IsFoundAndNothingElse) {
  AuditEvidence e = clean_sweep();
  GetParam().plant(e);
  EXPECT_EQ(failures(e), GetParam().items);
  const std::string items = GetParam().items, text = why(e, items.substr(0, items.find(' ')));
  EXPECT_NE(text.find(GetParam().says), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Faults, PlantedInASweep,
    testing::Values(Fault{"RunRemoved",
                          [](AuditEvidence& e) { e.sweep->trials[5].damage = "its run folder is missing"; },
                          "6.1", "trial 5: its run folder is missing"},
                    Fault{"ResultRemoved",
                          [](AuditEvidence& e) {
                            e.sweep->trials[5].status = "open";
                            e.sweep->trials[5].validation.reset();
                          },
                          "3.7 6.1", "1 of 10 trials have no result"},
                    Fault{"ChosenByTheTest",
                          [](AuditEvidence& e) {
                            e.sweep->chosen = 2;
                            std::swap(e.others[1], *e.run);
                            e.weights = e.run->weights;
                            e.looks = {look(*e.run, 2.8)};
                          },
                          "3.7", "trial 2 was chosen (3.10 dB, 500 steps), and trial 0 validates better"},
                    Fault{"EveryTrialTested",
                          [](AuditEvidence& e) {
                            for (size_t i = 1; i < 8; ++i)
                              e.looks.push_back(look(*e.sweep->trials[i].run, 3));
                          },
                          // sixteen tests of nine notes are too many to tell anything
                          "3.7 4.3 5.3", "besides the chosen trial 0, 4 of other settings were judged"},
                    Fault{"OtherData",
                          [](AuditEvidence& e) {
                            e.sweep->trials[3].run->lock["recordings"][0]["sha256"] = "other";
                            e.sweep->trials[3].run->lock["recordings"][0]["samples_sha256"] = "other";
                          },
                          "5.1", "trial 3 ('t0' was changed)"},
                    Fault{"OtherSets",
                          [](AuditEvidence& e) {
                            e.sweep->trials[3].run->lock["recordings"][0]["parts"][0]["set"] = "validation";
                          },
                          "5.1", "trial 3"},
                    Fault{"OneSeed",
                          [](AuditEvidence& e) {
                            for (const int t : {3, 2, 1}) {
                              e.sweep->trials.erase(e.sweep->trials.begin() + t);
                              e.others.erase(e.others.begin() + t - 1);
                            }
                          },
                          "4.4", "1 seed"},
                    Fault{"ControlIsAsGood", [](AuditEvidence& e) { e.others[7].validation = 3.1; }, "3.8",
                          "does as well"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(SweepAudit, IsShownWithEveryTrial) {
  AuditEvidence e = clean_sweep();
  e.sweep->trials[9].why = "<i>";
  const AuditReport report = audit(e);
  EXPECT_NE(text_of(report).find("    9  failed "), std::string::npos) << text_of(report);
  EXPECT_EQ(json_of(report)["sweep"]["trials"].size(), 10u);
  EXPECT_EQ(json_of(report)["sweep"]["chosen"], 0);
  EXPECT_NE(html_of(report).find("&lt;i&gt;"), std::string::npos);
}

}  // namespace
}  // namespace partials
