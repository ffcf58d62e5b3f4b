// SPDX-License-Identifier: MIT
#include "runs/looks.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>

#include "base/sha256.h"
#include "base/time_stamp.h"
#include "report/json_values.h"

namespace partials {
namespace {

using nlohmann::json;

std::string file_in(const std::string& folder) { return folder + "/looks.jsonl"; }

// The measures of one player of a recording, flat.
json measures_of(const json& judged) {
  json out = json::object();
  for (const char* key : {"log_mel_db", "multi_resolution_db", "loudness_median_abs_db"})
    if (const auto at = judged.find(key); at != judged.end() && at->is_number()) out[key] = *at;
  if (const json pitch = object_in(judged, "pitch"); pitch.contains("median_cents"))
    if (pitch["median_cents"].is_number()) out["pitch_median_cents"] = pitch["median_cents"];
  return out;
}

}  // namespace

std::string hash_of_weights(const Model& model) {
  return sha256_hex(std::string_view(reinterpret_cast<const char*>(model.weights.data()),
                                     model.weights.size() * sizeof(float)));
}

json look_of(const Model& model, const json& evaluation) {
  const auto judged = evaluation.find("recordings");
  if (judged == evaluation.end() || !judged->is_array()) return json::object();
  json rows = json::array();
  std::vector<std::string> hashes;
  for (const json& r : *judged) {
    const std::string hash = text_in(r, "sha256");
    if (hash.empty()) return json::object();
    const std::string samples = text_in(r, "samples_sha256");
    hashes.push_back(samples.empty() ? hash : samples);
    json row{{"name", text_in(r, "name")},
             {"sha256", hash},
             {"samples_sha256", samples},
             {"seen", flag_in(r, "seen")},
             {"median_f0_hz", number_in(r, "median_f0_hz")}};
    for (const char* player : {"model", "sampler", "average_careful", "average_naive"})
      if (const json m = object_in(r, player); !m.empty()) row[player] = measures_of(m);
    rows.push_back(std::move(row));
  }
  std::sort(hashes.begin(), hashes.end());
  std::string all;
  for (const std::string& hash : hashes) all += hash + "\n";
  return {{"when", utc_stamp("%Y-%m-%dT%H:%M:%SZ")},
          {"test_set", sha256_hex(all)},
          {"weights", hash_of_weights(model)},
          {"model", model.card.name},
          {"recordings", rows}};
}

std::set<std::string> hashes_judged(const json& look) {
  std::set<std::string> all;
  for (const json& r : look.value("recordings", json::array()))
    for (const char* key : {"sha256", "samples_sha256"})
      if (const std::string hash = text_in(r, key); !hash.empty()) all.insert(hash);
  return all;
}

LookCount count_looks(const std::vector<json>& looks, const std::string& test_set) {
  LookCount count;
  std::set<std::string> models;
  for (const json& look : looks)
    if (text_in(look, "test_set") == test_set) {
      ++count.looks;
      models.insert(text_in(look, "weights"));
    }
  count.models = static_cast<int>(models.size());
  return count;
}

std::vector<json> looks_in(const std::string& runs_folder) {
  std::vector<json> looks;
  std::ifstream file(file_in(runs_folder));
  for (std::string line; std::getline(file, line);)
    if (json look = json::parse(line, nullptr, false); look.is_object()) looks.push_back(std::move(look));
  return looks;
}

void append_look(const std::string& runs_folder, const json& look) {
  std::ofstream file(file_in(runs_folder), std::ios::app);
  file << look.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  if (!file.flush())
    throw std::runtime_error("'" + file_in(runs_folder) +
                             "' cannot be written, so this look at the test set is not counted; check free "
                             "space and permissions.");
}

}  // namespace partials
