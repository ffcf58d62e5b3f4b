// SPDX-License-Identifier: MIT
#include "verbs/played.h"

#include <fmt/format.h>

#include "base/note_name.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/record_next.h"

namespace partials {
namespace {

using nlohmann::json;
constexpr size_t kNamed = 4;  // notes named in a sentence, of each direction

struct Direction {
  const char *id, *words;
};
constexpr Direction kDirections[] = {
    {"below", "below it"}, {"above", "above it"}, {"softer", "softer than it"}, {"louder", "louder than it"}};

json json_of(const PlayedBeyond& side) {
  json keys = json::array();
  for (const PlayedKey& k : side.keys)
    keys.push_back({{"key", k.key}, {"note", note_name(k.key)}, {"count", k.count}});
  return {{"count", side.count}, {"keys", std::move(keys)}};
}

const char* id_of(PlayedLevel level) {
  return level == PlayedLevel::softer ? "soft" : level == PlayedLevel::louder ? "loud" : "any";
}

// "88 below it (A2 57, G2 31)"
std::string beyond_text(const json& side, const char* words) {
  std::string keys;
  const json& list = side["keys"];
  for (size_t i = 0; i < std::min(kNamed, list.size()); ++i)
    keys += fmt::format("{}{} {}", i ? ", " : "", list[i]["note"].get<std::string>(),
                        list[i]["count"].get<uint64_t>());
  if (list.size() > kNamed)
    keys += fmt::format(" and {} other{}", list.size() - kNamed, list.size() == kNamed + 1 ? "" : "s");
  return fmt::format("{} {} ({})", side["count"].get<uint64_t>(), words, keys);
}

}  // namespace

json played_json(const PlayedCounts& counts, const TrainedRange& known) {
  const RecordNext next = record_next(counts.tally, known);
  json record = json::array();
  for (const RecordSpan& s : next.record)
    record.push_back({{"low", s.low},
                      {"high", s.high},
                      {"level", id_of(s.level)},
                      {"count", s.count},
                      {"text", text_of(s)}});
  return {{"since", counts.since},          {"notes", next.notes},          {"outside", next.outside},
          {"below", json_of(next.below)},   {"above", json_of(next.above)}, {"softer", json_of(next.softer)},
          {"louder", json_of(next.louder)}, {"record", std::move(record)}};
}

json played_json(const Model& model, const std::string& sha256) {
  if (!model.part || !model.family.empty()) return nullptr;  // another family
  const auto counts = counts_of(sha256);
  return counts ? played_json(*counts, instrument_part(model).known) : json();
}

std::string played_text(const json& played) {
  if (!played.is_object()) return "";
  const auto notes = played["notes"].get<uint64_t>(), outside = played["outside"].get<uint64_t>();
  const std::string since = played["since"].get<std::string>();
  if (outside == 0)
    return fmt::format("Played since {}: {} note{}, all within the recorded range.", since, notes,
                       notes == 1 ? "" : "s");
  std::string text = fmt::format("Played since {}: {} note{}, {} of them outside the recorded range", since,
                                 notes, notes == 1 ? "" : "s", outside);
  const char* before = ": ";
  for (const Direction& d : kDirections)
    if (played[d.id]["count"].get<uint64_t>() > 0) {
      text += before + beyond_text(played[d.id], d.words);
      before = "; ";
    }
  text += ". Record next: ";
  before = "";
  for (const json& span : played["record"]) {
    text += before + span["text"].get<std::string>();
    before = "; ";
  }
  return text + ".";
}

}  // namespace partials
