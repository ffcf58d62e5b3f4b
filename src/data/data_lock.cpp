// SPDX-License-Identifier: MIT
#include "data/data_lock.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/listed.h"
#include "base/plain_number.h"
#include "base/printable.h"
#include "base/sha256.h"

namespace partials {
namespace {

using nlohmann::json;

std::string dumped(const json& j) { return j.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string hash_of(json lock) {
  lock.erase("sha256");
  for (json& r : lock["recordings"]) r.erase("file");
  return sha256_hex(dumped(lock));
}

json recording_of(const Dataset& data, size_t i) {
  const Recording& r = data.recordings[i];
  json one{{"file", std::filesystem::path(r.path).filename().string()},
           {"sha256", r.sha256},
           {"rate_hz", r.rate_hz},
           {"samples", r.samples},
           {"licence", r.licence},
           {"consent", r.consent},
           {"source", r.source},
           {"credit", r.credit},
           {"group", r.group},
           {"parts", json::array()}};
  if (!r.samples_sha256.empty()) {
    one["samples_sha256"] = r.samples_sha256;
    one["samples_marks"] = r.samples_marks;
  }
  for (const Piece& p : data.pieces)
    if (p.recording == i)
      one["parts"].push_back({{"first", p.first}, {"samples", p.samples}, {"set", name_of(p.split)}});
  return one;
}

std::string text(const json& j, const char* key) {
  const auto at = j.is_object() ? j.find(key) : j.end();
  return at != j.end() && at->is_string() ? at->get<std::string>() : "";
}
double number(const json& j, const char* key) {
  const auto at = j.is_object() ? j.find(key) : j.end();
  return at != j.end() && at->is_number() ? at->get<double>() : 0;
}
std::vector<json> recordings_of(const json& lock) {
  const auto at = lock.is_object() ? lock.find("recordings") : lock.end();
  return at != lock.end() && at->is_array() ? at->get<std::vector<json>>() : std::vector<json>{};
}

// Where the samples differ, by their marks.
std::string where_changed(const json& then, const json& now) {
  const std::string before = text(then, "samples_marks"), after = text(now, "samples_marks");
  const double samples = number(then, "samples"), rate_hz = number(then, "rate_hz");
  if (!before.empty() && text(then, "samples_sha256") == text(now, "samples_sha256"))
    return "has the same samples in another file";
  if (samples != number(now, "samples"))
    return "has " + plain_number(number(now, "samples"), 0) + " samples instead of " +
           plain_number(samples, 0);
  if (before.empty() || before.size() != after.size() || rate_hz <= 0) return "was changed";
  const size_t marks = before.size() / kMarkDigits;
  size_t first = marks, last = 0;
  for (size_t i = 0; i < marks; ++i)
    if (before.compare(i * kMarkDigits, kMarkDigits, after, i * kMarkDigits, kMarkDigits) != 0) {
      first = std::min(first, i);
      last = i;
    }
  if (first == marks) return "was changed";
  const double part_s = (std::floor(samples / kSampleMarks) + 1) / rate_hz;
  return "was changed between " + plain_number(static_cast<double>(first) * part_s, 2) + " and " +
         plain_number(std::min(samples / rate_hz, static_cast<double>(last + 1) * part_s), 2) + " s";
}

}  // namespace

json data_lock(const Dataset& data) {
  json lock{{"format", kDataLockFormat}, {"split", data.split_description}, {"recordings", json::array()}};
  for (size_t i = 0; i < data.recordings.size(); ++i) lock["recordings"].push_back(recording_of(data, i));
  lock["sha256"] = hash_of(lock);
  return lock;
}

std::vector<LockDifference> differences_of_locks(const json& then, const json& now) {
  std::vector<LockDifference> all;
  std::vector<json> before = recordings_of(then), after = recordings_of(now);
  std::vector<bool> met(after.size());
  const auto find = [&](const json& r, const char* key) {
    for (size_t i = 0; i < after.size(); ++i)
      if (!met[i] && !text(r, key).empty() && text(r, key) == text(after[i], key)) return i;
    return after.size();
  };
  std::vector<json> rest;
  std::vector<LockDifference> of_same;  // of recordings that did not change
  for (const json& r : before) {
    const size_t same = find(r, "sha256");
    if (same == after.size()) {
      rest.push_back(r);
      continue;
    }
    met[same] = true;
    const json& n = after[same];
    const auto differs = [&](const char* key) {
      return r.contains(key) && n.contains(key) && r[key] != n[key];
    };
    for (const auto& [key, what] : {std::pair{"parts", "is cut or split in another way"},
                                    {"group", "is of another group"},
                                    {"licence", "has another licence"},
                                    {"consent", "has another consent"}})
      if (differs(key)) of_same.push_back({text(r, "file"), what});
  }
  for (const json& r : rest) {
    const size_t named = find(r, "file");
    if (named == after.size()) {
      all.push_back({text(r, "file"), "is missing"});
      continue;
    }
    met[named] = true;
    all.push_back({text(r, "file"), where_changed(r, after[named])});
  }
  for (size_t i = 0; i < after.size(); ++i)
    if (!met[i]) all.push_back({text(after[i], "file"), "was not among them"});
  return all.empty() ? of_same : all;  // a changed recording may change how all are split
}

std::string words_on(const std::vector<LockDifference>& differences) {
  std::vector<std::string> all;
  for (const LockDifference& d : differences)
    all.push_back("'" + std::string(printable(d.file)) + "' " + d.what);
  return listed(all);
}

}  // namespace partials
