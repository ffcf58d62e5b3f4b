// SPDX-License-Identifier: MIT
// Guards against: an audit that overlooks a fault, or finds one in a clean run. Each fault is planted into
// what a clean run left behind, and the items that fail are those that it is about, no others.
#include "runs/audit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "judge/statistics.h"
#include "runs/looks.h"

namespace partials {
namespace {

using nlohmann::json;

json recording(const std::string& file, const std::string& group, const std::string& set) {
  return {{"file", file},
          {"sha256", "file " + file},
          {"samples_sha256", "samples " + file},
          {"rate_hz", 48000},
          {"samples", 480000},
          {"licence", "CC0-1.0"},
          {"consent", "given"},
          {"group", group},
          {"parts", {{{"first", 0}, {"samples", 480000}, {"set", set}}}}};
}

json lock() {
  json all = json::array();
  for (int i = 0; i < 8; ++i) all.push_back(recording("t" + std::to_string(i), "anna", "train"));
  for (int i = 0; i < 2; ++i) all.push_back(recording("v" + std::to_string(i), "bela", "validation"));
  for (int i = 0; i < 9; ++i) all.push_back(recording("e" + std::to_string(i), "cora", "test"));
  return {{"format", 1}, {"recordings", all}};
}

AuditedRun run(const std::string& id, int seed, double validation, const std::string& preset = "small") {
  AuditedRun r{
      id, "2026-01-01", "weights " + id, {{"seed", seed}, {"preset", preset}, {"steps", 500}}, lock(), {}, {},
      {}};
  r.metric = {"log_mel_db", "dB", true, 0};
  r.first_validation = 9;
  r.validation = validation;
  return r;
}

// Nine notes, three in each third of 200 to 1600 Hz.
json look(const AuditedRun& of, double distance_db) {
  json rows = json::array();
  for (int i = 0; i < 9; ++i) {
    const double d = distance_db + 0.1 * i;
    rows.push_back(
        {{"name", "e" + std::to_string(i)},
         {"sha256", "file e" + std::to_string(i)},
         {"seen", false},
         {"median_f0_hz", 250 * std::pow(2.0, i / 3)},
         {"model", {{"log_mel_db", d}, {"loudness_median_abs_db", 0.2}, {"pitch_median_cents", 1}}},
         {"sampler", {{"log_mel_db", d + 1.5 + 0.1 * (i % 3)}}},
         {"average_naive", {{"log_mel_db", d + 3 + 0.2 * (i % 2)}}}});
  }
  return {{"when", "2026-01-02"},
          {"test_set", "set"},
          {"weights", of.weights},
          {"model", "M"},
          {"recordings", rows}};
}

AuditEvidence clean() {
  AuditEvidence e;
  e.name = "M";
  e.low_hz = 200;
  e.high_hz = 1600;
  e.run = run("a", 1, 3.0);
  e.weights = e.run->weights;
  e.others = {run("b", 2, 3.1), run("c", 3, 3.05), run("other", 1, 3.6, "standard"), run("shuffled", 1, 8.0)};
  e.others[3].config["shuffle_targets"] = true;
  e.looks = {look(*e.run, 2.8), look(e.others[0], 2.9), look(e.others[1], 2.85)};
  e.usable = true;
  e.shared.emplace();
  return e;
}

std::string failures(const AuditEvidence& e) {
  std::string all;
  for (const AuditRow& row : audit(e).rows)
    if (row.answer.verdict == AuditVerdict::failed) all += (all.empty() ? "" : " ") + row.number;
  return all;
}
std::string why(const AuditEvidence& e, const std::string& number) {
  for (const AuditRow& row : audit(e).rows)
    if (row.number == number) return row.answer.why + " " + row.answer.todo;
  return "";
}

json& row_of(AuditEvidence& e, const std::string& file) {
  for (json& r : e.run->lock["recordings"])
    if (r["file"] == file) return r;
  throw std::logic_error(file);
}
void each_note(AuditEvidence& e, const std::function<void(json&, size_t)>& change) {
  for (size_t i = 0; i < e.looks[0]["recordings"].size(); ++i) change(e.looks[0]["recordings"][i], i);
}

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

TEST(Statistics, OfKnownFigures) {
  const Spread s = spread_of({1, 2, 3});
  EXPECT_DOUBLE_EQ(s.mean, 2);
  EXPECT_DOUBLE_EQ(s.sd, 1);
  EXPECT_NEAR(s.high - s.low, 2 * 4.303 / std::sqrt(3.0), 1e-9);
  EXPECT_DOUBLE_EQ(paired_permutation_p({1, 1, 1, 1, 1, 1}),
                   2 / 64.0);  // all signs one way, or all the other
  EXPECT_DOUBLE_EQ(paired_permutation_p({1, -1}), 1);
  EXPECT_NEAR(paired_permutation_p(std::vector<double>(20, 1.0)), 1 / 20001.0, 1e-12);
  EXPECT_EQ(holm({0.01, 0.04, 0.03}), (std::vector<double>{0.03, 0.06, 0.06}));
}

}  // namespace
}  // namespace partials
