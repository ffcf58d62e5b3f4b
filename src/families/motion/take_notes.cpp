// SPDX-License-Identifier: MIT
#include "families/motion/take_notes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/listed.h"
#include "base/plain_number.h"
#include "families/motion/file_error.h"
#include "families/motion/file_pattern.h"

namespace partials::motion {
namespace {

using nlohmann::json;

constexpr const char* kTexts[] = {"person",  "session", "together", "licence",
                                  "consent", "label",   "time",     "positions"};
constexpr const char* kNumbers[] = {"rate_hz", "metres_per_unit"};
constexpr size_t kMaxTextBytes = 1000;

template <size_t n>
bool any(const char* const (&names)[n], const std::string& name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// One entry of "takes".
class NoteReader {
 public:
  NoteReader(const json& entry, size_t index, const std::string& file)
      : entry_(entry), where_("entry " + std::to_string(index + 1)), file_(file) {}

  Result<TakeNote> read() {
    if (!entry_.is_object()) return wrong(where_, entry_, "an object with the key 'files'");
    if (!entry_.contains("files")) return wrong("'files' of " + where_, {}, "a pattern of file names");
    for (const auto& [key, value] : entry_.items())
      if (const auto read = read_key(key, value); !read) return read.error();
    return note_;
  }

 private:
  Error wrong(const std::string& field, const json& value, const std::string& expected) const {
    const std::string text = value.is_null()     ? ""
                             : value.is_string() ? value.get<std::string>()
                                                 : value.dump(-1, ' ', true, json::error_handler_t::replace);
    return file_error({file_, 0}, field, text, expected, "correct it");
  }

  Result<void> read_key(const std::string& key, const json& value) {
    const std::string field = "'" + key.substr(0, 40) + "' of " + where_;
    if (key == "files") return read_text(field, value, kMaxPatternBytes, note_.files);
    if (any(kTexts, key)) return read_choice(field, key, value);
    if (any(kNumbers, key)) {
      if (!value.is_number() || !(value.get<double>() > 0) || value.get<double>() > 1e6)
        return wrong(field, value, "a number above 0");
      note_.numbers[key] = value.get<double>();
      return {};
    }
    if (key == "labels" || key == "units") return read_map(field, key, value);
    return wrong("a key of " + where_, key,
                 "files, person, session, together, licence, consent, time, rate_hz, metres_per_unit, "
                 "positions, label, labels or units");
  }

  Result<void> read_text(const std::string& field, const json& value, size_t most, std::string& text) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > most)
      return wrong(field, value, "a text of at most " + std::to_string(most) + " bytes");
    text = value.get<std::string>();
    return {};
  }

  Result<void> read_choice(const std::string& field, const std::string& key, const json& value) {
    std::string& text = note_.texts[key];
    if (const auto read = read_text(field, value, kMaxTextBytes, text); !read) return read.error();
    if (key == "time" && text != "s" && text != "ms" && text != "us")
      return wrong(field, value, "s, ms or us");
    if (key == "positions" && text != "replace" && text != "add")
      return wrong(field, value, "replace or add");
    return {};
  }

  Result<void> read_map(const std::string& field, const std::string& key, const json& value) {
    if (!value.is_object() || value.size() > kMaxNotes) return wrong(field, value, "an object of texts");
    for (const auto& [from, to] : value.items()) {
      std::string text;
      if (const auto read = read_text(field, to, kMaxTextBytes, text); !read) return read.error();
      if (key == "labels")
        note_.labels[from] = text;
      else
        note_.units.emplace_back(from, text);
    }
    return {};
  }

  const json& entry_;
  const std::string where_;
  const std::string& file_;
  TakeNote note_;
};

void take_texts(const std::map<std::string, std::string>& texts, FileNotes& notes) {
  const auto take = [&](const char* key, std::string& to) {
    if (const auto found = texts.find(key); found != texts.end()) to = found->second;
  };
  take("person", notes.person);
  take("session", notes.session);
  take("together", notes.together);
  take("licence", notes.licence);
  take("consent", notes.consent);
  take("label", notes.csv.label);
  if (const auto found = texts.find("time"); found != texts.end())
    notes.csv.time_unit = found->second == "s"    ? TimeUnit::seconds
                          : found->second == "ms" ? TimeUnit::milliseconds
                                                  : TimeUnit::microseconds;
  if (const auto found = texts.find("positions"); found != texts.end())
    notes.bvh.positions = found->second == "add" ? PositionRule::add : PositionRule::replace;
}

}  // namespace

Result<TakeNotes> take_notes_from_json(std::string_view text, const std::string& name) {
  if (text.size() > kMaxNotesBytes)
    return too_large(name, "bytes", text.size(), kMaxNotesBytes, "use patterns instead of one entry a file");
  const json root = json::parse(text, nullptr, false);
  const auto list = root.is_object() ? root.find("takes") : root.end();
  if (!root.is_object() || list == root.end() || !list->is_array() || list->size() > kMaxNotes ||
      root.size() != 1)
    return Error{text_of({name, 0}) + ": this is not JSON with a list 'takes' of at most " +
                     std::to_string(kMaxNotes) + R"( entries; write {"takes": [{"files": "*.csv", ...}]}.)",
                 ErrorCode::damaged};
  TakeNotes notes;
  for (size_t i = 0; i < list->size(); ++i) {
    auto note = NoteReader((*list)[i], i, name).read();
    if (!note) return note.error();
    notes.push_back(std::move(note).value());
  }
  return notes;
}

FileNotes notes_of(const TakeNotes& notes, const std::string& file) {
  FileNotes all;
  for (const TakeNote& note : notes) {
    std::map<std::string, std::string> fields;
    if (!matches(note.files, file, fields)) continue;
    take_texts(fields, all);
    take_texts(note.texts, all);
    if (const auto hz = note.numbers.find("rate_hz"); hz != note.numbers.end())
      all.csv.frame_s = 1 / hz->second;
    if (const auto m = note.numbers.find("metres_per_unit"); m != note.numbers.end())
      all.bvh.metres_per_unit = m->second;
    for (const auto& [from, to] : note.labels) all.labels[from] = to;
    all.units.insert(all.units.end(), note.units.begin(), note.units.end());
  }
  return all;
}

void apply(const FileNotes& notes, Take& take) {
  take.person = notes.person;
  take.session = notes.session;
  take.together = notes.together;
  take.licence = notes.licence;
  take.consent = notes.consent;
  for (std::string& label : take.labels)
    if (const auto found = notes.labels.find(label); found != notes.labels.end()) label = found->second;
  for (Channel& channel : take.channels)
    for (const auto& [pattern, unit] : notes.units)
      if (std::map<std::string, std::string> none; matches(pattern, channel.name, none)) channel.unit = unit;
}

std::string unknown_of(const Take& take) {
  std::vector<std::string> unknown;
  if (take.person.empty()) unknown.emplace_back("person");
  if (take.session.empty()) unknown.emplace_back("session");
  if (take.licence.empty()) unknown.emplace_back("licence");
  if (take.consent.empty()) unknown.emplace_back("consent");
  if (std::any_of(take.channels.begin(), take.channels.end(),
                  [](const Channel& c) { return c.unit.empty(); }))
    unknown.emplace_back("units");
  if (unknown.empty()) return {};
  return printable(take.name) + ": unknown are " + listed(unknown) +
         "; say them in takes.json in its folder.";
}

}  // namespace partials::motion
