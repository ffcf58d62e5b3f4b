// SPDX-License-Identifier: MIT
// {"played": 1, "models": [{"name": "Violin", "sha256": "…", "since": "2026-03-01", "notes": 1042,
//  "outside": [[45, 0, 57, 0]]}]}: key, and its notes softer than, as loud as and louder than the recorded
// ones. Numbers stay at their largest value.
#include "host/played_counts.h"

#include <algorithm>
#include <cstdio>

#include "base/time_stamp.h"
#include "model/json_fields.h"
#include "system/file.h"
#include "system/file_lock.h"
#include "system/paths.h"
#include "system/xdg.h"

namespace partials {
namespace {

using nlohmann::json;
constexpr int kVersion = 1;
constexpr uint64_t kMaxBytes = 1u << 20, kMaxSettingsBytes = 1u << 16, kMostNotes = 1ull << 53;
constexpr size_t kLongestName = 200;
constexpr const char *kAgreed = "count_played", *kAside = ".broken";

std::string below(const std::string& home, const char* name) { return home.empty() ? "" : home + name; }

Error no_home(const char* variable) {
  return Error{std::string("There is no folder for it: neither ") + variable +
               " nor HOME is set; set one of them."};
}

bool is_hash(const std::string& s) {
  return s.size() == 64 && s.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_day(const std::string& s) {
  return s.size() == 10 && s.find_first_not_of("0123456789-") == std::string::npos;
}

uint64_t whole(const json& j) { return j.is_number_unsigned() ? j.get<uint64_t>() : UINT64_MAX; }

bool read_tally(const json& m, NoteTally& tally) {
  const auto notes = m.find("notes"), outside = m.find("outside");
  if (notes == m.end() || whole(*notes) > kMostNotes || outside == m.end() || !outside->is_array() ||
      outside->size() > tally.outside.size())
    return false;
  tally.notes = whole(*notes);
  for (const json& row : *outside) {
    if (!row.is_array() || row.size() != 1 + kPlayedLevels || whole(row[0]) >= tally.outside.size())
      return false;
    for (size_t level = 0; level < kPlayedLevels; ++level) {
      if (whole(row[1 + level]) > UINT32_MAX) return false;
      tally.outside[whole(row[0])][level] = static_cast<uint32_t>(whole(row[1 + level]));
    }
  }
  return true;
}

void add_to(NoteTally& sum, const NoteTally& more) {
  sum.notes = std::min(kMostNotes, sum.notes + std::min(kMostNotes, more.notes));
  for (size_t key = 0; key < sum.outside.size(); ++key)
    for (size_t level = 0; level < kPlayedLevels; ++level) {
      uint32_t& n = sum.outside[key][level];
      n = static_cast<uint32_t>(std::min<uint64_t>(UINT32_MAX, uint64_t{n} + more.outside[key][level]));
    }
}

// Names come from model files: valid UTF-8 is kept whole by the writer, which replaces other bytes.
std::string shortened(const std::string& name) {
  size_t n = std::min(name.size(), kLongestName);
  while (n > 0 && n < name.size() && (static_cast<unsigned char>(name[n]) & 0xc0) == 0x80) --n;
  return name.substr(0, n);
}

// Under the lock: what is in the file; a damaged one is renamed. One that cannot be read, or that a newer
// version wrote, is an error and stays as it is.
Result<std::vector<PlayedCounts>> opened(const std::string& path) {
  if (!is_file(path)) return std::vector<PlayedCounts>();
  const auto bytes = read_file(path, kMaxBytes);
  if (!bytes) return bytes.error();
  if (auto all = counts_from_text(bytes.value())) return std::move(*all);
  const json j = json_from_text(bytes.value());
  if (const json version = j.is_object() ? j.value("played", json()) : json();
      version.is_number_integer() && version > kVersion)
    return Error{"'" + path + "' was written by a newer version of Partials, so nothing is added to it.",
                 ErrorCode::too_new};
  (void)std::rename(path.c_str(), (path + kAside).c_str());
  return std::vector<PlayedCounts>();
}

}  // namespace

std::string settings_path() { return below(config_home(), "/settings.json"); }
std::string counts_path() { return below(state_home(), "/played.json"); }

bool counting_agreed() {
  const std::string path = settings_path();
  if (path.empty() || !is_file(path)) return false;
  const auto text = read_file(path, kMaxSettingsBytes);
  const json j = text ? json_from_text(text.value()) : json();
  return j.is_object() && j.value(kAgreed, json()) == true;
}

Result<void> agree_to_counting(bool agreed) {
  const std::string path = settings_path();
  if (path.empty()) return no_home("XDG_CONFIG_HOME");
  if (!agreed && !is_file(path)) return {};
  (void)make_folders(folder_of(path));
  const FileLock lock(path + ".lock");
  json j = json::object();
  if (is_file(path)) {
    const auto text = read_file(path, kMaxSettingsBytes);
    j = text ? json_from_text(text.value()) : json();
    if (!j.is_object())
      return Error{"'" + path + "' is not a JSON object, so counting stays off; mend or remove it.",
                   ErrorCode::damaged};
  }
  j[kAgreed] = agreed;
  return atomic_write(path, j.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

std::string text_of_counts(const std::vector<PlayedCounts>& all) {
  json models = json::array();
  for (const PlayedCounts& c : all) {
    json outside = json::array();
    for (size_t key = 0; key < c.tally.outside.size(); ++key) {
      const auto& n = c.tally.outside[key];
      if (n[0] || n[1] || n[2]) outside.push_back({key, n[0], n[1], n[2]});
    }
    models.push_back({{"name", shortened(c.name)},
                      {"sha256", c.sha256},
                      {"since", c.since},
                      {"notes", c.tally.notes},
                      {"outside", std::move(outside)}});
  }
  const json j{{"played", kVersion}, {"models", std::move(models)}};
  return j.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<std::vector<PlayedCounts>> counts_from_text(std::string_view text) {
  const json j = json_from_text(text);
  if (!j.is_object() || j.value("played", json()) != kVersion) return std::nullopt;
  const auto models = j.find("models");
  if (models == j.end() || !models->is_array() || models->size() > kMostCounted) return std::nullopt;
  std::vector<PlayedCounts> all;
  for (const json& m : *models) {
    JsonReader reader;
    PlayedCounts c;
    if (!reader.field(m, "name", c.name) || !reader.field(m, "sha256", c.sha256) ||
        !reader.field(m, "since", c.since) || !is_hash(c.sha256) || !is_day(c.since) ||
        c.name.size() > 3 * kLongestName || !read_tally(m, c.tally))
      return std::nullopt;
    all.push_back(std::move(c));
  }
  return all;
}

std::vector<PlayedCounts> read_counts(std::string* trouble) {
  const std::string path = counts_path();
  if (path.empty() || !is_file(path)) return {};
  const auto bytes = read_file(path, kMaxBytes);
  auto all = bytes ? counts_from_text(bytes.value()) : std::nullopt;
  if (all) return std::move(*all);
  if (trouble)
    *trouble = bytes ? "'" + path +
                           "' is damaged, so what was counted is lost; it is renamed when a model "
                           "is played, or remove it."
                     : bytes.error().text;
  return {};
}

std::optional<PlayedCounts> counts_of(const std::string& sha256) {
  for (PlayedCounts& c : read_counts())
    if (c.sha256 == sha256) return std::move(c);
  return std::nullopt;
}

Result<void> add_counts(const ModelReference& model, const NoteTally& tally) {
  const std::string path = counts_path();
  if (path.empty() || tally.notes == 0 || !is_hash(model.sha256) || !counting_agreed()) return {};
  (void)make_folders(folder_of(path));
  const FileLock lock(path + ".lock");
  auto found = opened(path);
  if (!found) return found.error();
  std::vector<PlayedCounts> all = std::move(found).value();
  auto own =
      std::find_if(all.begin(), all.end(), [&](const PlayedCounts& c) { return c.sha256 == model.sha256; });
  if (own == all.end()) own = all.insert(all.end(), {"", model.sha256, local_stamp("%Y-%m-%d"), {}});
  own->name = model.name;
  add_to(own->tally, tally);
  std::rotate(all.begin(), own, own + 1);
  if (all.size() > kMostCounted) all.resize(kMostCounted);
  return atomic_write(path, text_of_counts(all));
}

Result<size_t> clear_counts(const std::string& sha256) {
  const std::string path = counts_path();
  if (path.empty()) return no_home("XDG_STATE_HOME");
  const std::string aside = path + kAside;
  if (!is_file(path) && !is_file(aside)) return size_t{0};
  const FileLock lock(path + ".lock");
  auto found = opened(path);
  if (!found) return found.error();
  std::vector<PlayedCounts> all = std::move(found).value();
  const size_t before = all.size();
  std::erase_if(all, [&](const PlayedCounts& c) { return sha256.empty() || c.sha256 == sha256; });
  if (all.empty()) {
    discard_file(path);
    discard_file(aside);
    return before;
  }
  if (auto written = atomic_write(path, text_of_counts(all)); !written) return written.error();
  return before - all.size();
}

}  // namespace partials
