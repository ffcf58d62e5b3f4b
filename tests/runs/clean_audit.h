// SPDX-License-Identifier: MIT
// What a clean run leaves behind, for tests of audits that plant faults into it.
#pragma once
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>

#include "runs/audit.h"

namespace partials {

using nlohmann::json;

inline json recording(const std::string& file, const std::string& group, const std::string& set) {
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

inline json lock() {
  json all = json::array();
  for (int i = 0; i < 8; ++i) all.push_back(recording("t" + std::to_string(i), "anna", "train"));
  for (int i = 0; i < 2; ++i) all.push_back(recording("v" + std::to_string(i), "bela", "validation"));
  for (int i = 0; i < 9; ++i) all.push_back(recording("e" + std::to_string(i), "cora", "test"));
  return {{"format", 1}, {"recordings", all}};
}

inline AuditedRun run(const std::string& id, int seed, double validation,
                      const std::string& preset = "small") {
  AuditedRun r{
      id, "2026-01-01", "weights " + id, {{"seed", seed}, {"preset", preset}, {"steps", 500}}, lock(), {}, {},
      {}};
  r.metric = {"log_mel_db", "dB", true, 0};
  r.first_validation = 9;
  r.validation = validation;
  return r;
}

// Nine notes, three in each third of 200 to 1600 Hz.
inline json look(const AuditedRun& of, double distance_db) {
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

inline AuditEvidence clean() {
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

inline std::string failures(const AuditEvidence& e) {
  std::string all;
  for (const AuditRow& row : audit(e).rows)
    if (row.answer.verdict == AuditVerdict::failed) all += (all.empty() ? "" : " ") + row.number;
  return all;
}
inline std::string why(const AuditEvidence& e, const std::string& number) {
  for (const AuditRow& row : audit(e).rows)
    if (row.number == number) return row.answer.why + " " + row.answer.todo;
  return "";
}

inline json& row_of(AuditEvidence& e, const std::string& file) {
  for (json& r : e.run->lock["recordings"])
    if (r["file"] == file) return r;
  throw std::logic_error(file);
}
inline void each_note(AuditEvidence& e, const std::function<void(json&, size_t)>& change) {
  for (size_t i = 0; i < e.looks[0]["recordings"].size(); ++i) change(e.looks[0]["recordings"][i], i);
}

}  // namespace partials
