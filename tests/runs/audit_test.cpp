// SPDX-License-Identifier: MIT
// Guards against: an audit that overlooks a fault, or finds one in a clean run. Each fault is planted into
// what a clean run left behind, and the items that fail are those that it is about, no others.
#include <gtest/gtest.h>

#include "runs/clean_audit.h"

namespace partials {
namespace {

TEST(Audit, FindsNothingInACleanRun) {
  const AuditReport report = audit(clean());
  EXPECT_EQ(failures(clean()), "");
  EXPECT_EQ(report.rows.size(), 36u);
  EXPECT_GE(report.count(AuditVerdict::passed), 27);
  EXPECT_NE(why(clean(), "4.4").find("3 seeds, test: mean"), std::string::npos) << why(clean(), "4.4");
  EXPECT_NE(why(clean(), "5.3").find("Holm"), std::string::npos) << why(clean(), "5.3");
}

struct Fault {
  const char* name;
  std::function<void(AuditEvidence&)> plant;
  const char* items;  // that fail
  const char* says;   // in the first of them
};

class Planted : public testing::TestWithParam<Fault> {};

TEST_P(Planted, IsFoundAndNothingElse) {
  AuditEvidence e = clean();
  GetParam().plant(e);
  EXPECT_EQ(failures(e), GetParam().items);
  const std::string items = GetParam().items, text = why(e, items.substr(0, items.find(' ')));
  EXPECT_NE(text.find(GetParam().says), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Faults, Planted,
    testing::Values(
        Fault{"CopyInTest", [](AuditEvidence& e) { row_of(e, "e3")["samples_sha256"] = "samples t2"; }, "3.1",
              "same samples"},
        Fault{"PlayerInTwoSets", [](AuditEvidence& e) { row_of(e, "e3")["group"] = "anna"; }, "3.1",
              "group 'anna'"},
        Fault{"JudgedByTrainingNotes",
              [](AuditEvidence& e) { each_note(e, [](json& r, size_t i) { r["seen"] = i < 2; }); }, "3.1",
              "2 of the recordings"},
        Fault{"AlteredCopy",
              [](AuditEvidence& e) {
                e.shared->push_back({"'t1' (train)", "'louder' (test)"});
              },
              "4.2", "'louder' (test)"},
        Fault{"PiecesOfOneRecording",
              [](AuditEvidence& e) {
                row_of(e, "t0")["group"] = "";
                row_of(e, "t0")["parts"].push_back(
                    {{"first", 480000}, {"samples", 480000}, {"set", "validation"}});
              },
              "4.8", "'t0'"},
        Fault{"TestSetUsedUp",
              [](AuditEvidence& e) {
                for (const double db : {2.9, 3.0, 3.2})
                  e.looks.push_back(look(run("x" + std::to_string(db), 1, 3), db));
              },
              "4.3", "6 times, by 6 models"},
        Fault{"ChosenByTheTest",
              [](AuditEvidence& e) {
                e.others.push_back(run("better", 1, 2.5, "reference"));
                e.looks.push_back(look(e.others.back(), 2.95));
              },
              "3.7 4.3", "better (2.50 dB)"},
        Fault{"OneSeed",
              [](AuditEvidence& e) {
                e.others.erase(e.others.begin(), e.others.begin() + 2);
                e.looks.resize(1);
              },
              "4.4", "1 seed"},
        Fault{"AnUnfinishedSeed",
              [](AuditEvidence& e) {
                e.others[0].finished = false;
                std::erase_if(e.looks, [&](const json& l) { return l["weights"] == e.others[0].weights; });
              },
              "4.4", "2 seeds"},
        Fault{"NoBaseline",
              [](AuditEvidence& e) {
                each_note(e, [](json& r, size_t) {
                  r.erase("sampler");
                  r.erase("average_naive");
                });
              },
              "5.2", "no baseline"},
        Fault{"OneRegister",
              [](AuditEvidence& e) { each_note(e, [](json& r, size_t) { r["median_f0_hz"] = 250; }); }, "4.1",
              "middle, high"},
        Fault{"ShuffledIsAsGood", [](AuditEvidence& e) { e.others[3].validation = 3.1; }, "3.8",
              "does as well"},
        Fault{"ByChance",
              [](AuditEvidence& e) {
                each_note(e, [](json& r, size_t i) {
                  r["sampler"]["log_mel_db"] = r["model"]["log_mel_db"].get<double>() + (i % 2 ? -1 : 1);
                });
              },
              "5.3", "may be chance"},
        Fault{"OneMeasure",
              [](AuditEvidence& e) {
                each_note(e, [](json& r, size_t) {
                  r["model"].erase("pitch_median_cents");
                  r["model"].erase("loudness_median_abs_db");
                });
              },
              "4.6 6.2", "one measure"},
        Fault{"NoValidation",
              [](AuditEvidence& e) {
                for (const char* file : {"v0", "v1"}) row_of(e, file)["parts"][0]["set"] = "train";
              },
              "2.1", "no validation set"},
        Fault{"JudgedByValidation",
              [](AuditEvidence& e) { e.looks[0]["recordings"][0]["sha256"] = "file v0"; }, "4.5", "v0"},
        Fault{"NoLicence", [](AuditEvidence& e) { row_of(e, "t5")["licence"] = "unknown"; }, "6.1", "t5"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(Audit, WithoutARunItSaysThatItCannotKnow) {
  AuditEvidence e;
  e.name = "M";
  e.weights = "w";
  EXPECT_EQ(failures(e), "");
  EXPECT_GE(audit(e).count(AuditVerdict::unknown), 25);
}

TEST(Audit, ReportsInWordsJsonAndOnAPage) {
  AuditEvidence e = clean();
  e.name = "<b>";
  row_of(e, "e3")["group"] = "anna";
  const AuditReport report = audit(e);
  EXPECT_NE(text_of(report).find("\nfailed\n  3.1  Nothing"), std::string::npos) << text_of(report);
  EXPECT_EQ(json_of(report)["failed"], 1);
  EXPECT_NE(html_of(report).find("&lt;b&gt;"), std::string::npos);
}

TEST(Audit, AControlsLookIsNoChoice) {
  AuditEvidence e = clean();
  e.looks.push_back(look(e.others[3], 7));
  EXPECT_EQ(failures(e), "");
  EXPECT_NE(why(e, "4.3").find("1 of them trained on shuffled targets"), std::string::npos) << why(e, "4.3");
  e.looks.push_back(look(e.others[2], 2.9));  // that of other settings
  e.looks.back()["weights"] = "of other settings";
  EXPECT_EQ(failures(e), "4.3");
}

TEST(Audit, AnUnseenLookIsPreferredToALaterOneAtTrainingNotes) {
  AuditEvidence e = clean();
  e.looks.push_back(look(*e.run, 1));
  for (json& r : e.looks.back()["recordings"]) r["seen"] = true;
  EXPECT_EQ(failures(e), "");
}

TEST(Audit, EveryTestOnTheTestSetIsCorrectedFor) {
  // of three models, two baselines each
  EXPECT_NE(why(clean(), "5.4").find("the p of 6 comparisons"), std::string::npos) << why(clean(), "5.4");
  EXPECT_NE(why(clean(), "5.3").find("p 0.0039, Holm 0.0234"), std::string::npos) << why(clean(), "5.3");
}

TEST(Audit, ACopyOfATestNoteAddsNoEvidence) {
  AuditEvidence e = clean();
  const json first = e.looks[0]["recordings"][0];
  e.looks[0]["recordings"] = json::array({first, first, first, first, first, first, first});
  EXPECT_NE(why(e, "5.1").find("the test has 1 recording;"), std::string::npos) << why(e, "5.1");
}

TEST(Audit, NotesOfOnePlayerAreOneValueWhereThereAreManyPlayers) {
  AuditEvidence e = clean();
  EXPECT_NE(why(e, "5.3").find("9 notes"), std::string::npos) << why(e, "5.3");
  EXPECT_NE(why(e, "5.3").find("all of one player"), std::string::npos) << why(e, "5.3");
  for (int i = 0; i < 9; ++i) row_of(e, "e" + std::to_string(i))["group"] = "player " + std::to_string(i / 3);
  EXPECT_NE(why(e, "5.3").find("9 notes"), std::string::npos) << why(e, "5.3");
  EXPECT_NE(why(e, "5.3").find("of 3 players or sessions"), std::string::npos) << why(e, "5.3");
  for (int i = 0; i < 9; ++i) row_of(e, "e" + std::to_string(i))["group"] = "player " + std::to_string(i % 6);
  EXPECT_NE(why(e, "5.3").find("6 groups"), std::string::npos) << why(e, "5.3");
}

TEST(Audit, SeedsThatWereTestedElsewhereAreNotAveraged) {
  AuditEvidence e = clean();
  e.looks[1]["test_set"] = "another";
  EXPECT_NE(why(e, "4.4").find("3 seeds, validation: mean"), std::string::npos) << why(e, "4.4");
}

}  // namespace
}  // namespace partials
