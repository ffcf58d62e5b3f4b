// SPDX-License-Identifier: MIT
#include "library/model_entry.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "families/instrument/instrument_model.h"
#include "host/preset.h"
#include "library/words.h"
#include "model/model_header.h"

namespace partials {
namespace {

// "Jane Roe (CC-BY-3.0)" for every source with credits; duplicates are removed.
std::vector<std::string> credits_of(const Card& card) {
  std::vector<std::string> out;
  for (const CardSource& s : card.sources) {
    std::string who = !s.credit.empty() ? s.credit : s.source == "unknown" ? "" : s.source;
    if (!s.licence.empty() && s.licence != "unknown") who += who.empty() ? s.licence : " (" + s.licence + ")";
    if (!who.empty() && std::find(out.begin(), out.end(), who) == out.end()) out.push_back(who);
  }
  return out;
}

std::vector<std::string> tags_of(const Card& card, const std::string& name) {
  std::vector<std::string> out =
      card.tags.empty() ? instruments_in(name + " " + card.description) : card.tags;
  for (std::string& tag : out) tag = folded(tag);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// "Breath -6.0 dB, Release 0.50 s, drawn partials": settings that differ from their initial values.
std::string what_it_sets(const PlayerSettings& s) {
  const PlayerSettings first;
  std::string all;
  const auto add = [&](const std::string& one) { all += (all.empty() ? "" : ", ") + one; };
  for (int i = 0; i < kParameterCount; ++i) {
    const float value = s.values[static_cast<size_t>(i)];
    if (!in_presets(i) || value == first.values[static_cast<size_t>(i)]) continue;
    if (is_macro(i) && i >= kMacro1 + kMacroCount) continue;  // a slot that no version uses yet
    add(std::string(is_macro(i) ? kMacroTable[i - kMacro1].name : kParameters[static_cast<size_t>(i)].name) +
        " " + text_of(i, value));
  }
  if (s.partials_db != first.partials_db) add("drawn partials");
  if (s.noise_db != first.noise_db) add("drawn noise");
  if (s.learned != first.learned) add("learned controllers");
  return all;
}

void read_preset_head(const std::string& path, ModelEntry& e) {
  e.player_preset = true;
  const auto preset = read_preset(path);
  if (!preset) return void(e.problem = preset.error().text);
  e.name = preset.value().name;
  e.description = what_it_sets(preset.value().settings);
  e.model_name = preset.value().model.name;
  e.model_sha256 = preset.value().model.sha256;
}

ModelEntry read_head(const std::string& path) {
  ModelEntry e;
  e.path = path;
  e.name = std::filesystem::path(path).stem().string();
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) {
    e.bytes = static_cast<uint64_t>(info.st_size);
    e.modified_s = info.st_mtim.tv_sec;
    e.modified_ns = info.st_mtim.tv_nsec;
  }
  if (is_preset_path(path)) {
    read_preset_head(path, e);
    return e;
  }
  const auto header = read_model_header(path);
  if (!header) {
    e.problem = header.error().text;
    return e;
  }
  const Card& card = header.value().card;
  if (!card.name.empty()) e.name = card.name;
  e.author = card.author;
  e.licence = card.licence;
  e.description = card.description;
  e.preset = card.preset;
  e.created = card.created;
  e.redistribute = card.redistribute;
  e.tags = tags_of(card, e.name);
  e.credits = credits_of(card);
  const auto range = known_range(header.value().metadata, path);
  if (!range) {
    e.problem = range.error().text;
    return e;
  }
  const TrainedRange& known = range.value();
  e.low_hz = known.low_hz;
  e.high_hz = known.high_hz;
  e.quiet_db = known.quiet_db;
  e.loud_db = known.loud_db;
  return e;
}

}  // namespace

ModelEntry read_entry(const std::string& path) {
  ModelEntry e = read_head(path);
  std::string text = e.name + " " + e.author + " " + e.description + " " + e.model_name + " " +
                     std::filesystem::path(path).filename().string();
  for (const std::string& tag : e.tags) text += " " + tag;
  e.search_text = folded(text);
  return e;
}

}  // namespace partials
