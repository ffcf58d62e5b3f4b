// SPDX-License-Identifier: MIT
#include "runs/run_export.h"

#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "base/need.h"
#include "base/plain_number.h"
#include "families/model_loading.h"
#include "model/metric.h"
#include "report/card_rows.h"
#include "report/json_values.h"
#include "runs/make_folder.h"
#include "runs/recipe.h"
#include "runs/tensorboard.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr uint64_t kMostBytes = uint64_t{1} << 30;

double seconds_of(const std::string& utc) {
  std::tm t{};
  if (std::sscanf(utc.c_str(), "%d-%d-%dT%d:%d:%d", &t.tm_year, &t.tm_mon, &t.tm_mday, &t.tm_hour, &t.tm_min,
                  &t.tm_sec) != 6)
    return 0;
  t.tm_year -= 1900;
  t.tm_mon -= 1;
  return static_cast<double>(timegm(&t));
}

// As in RFC 4180.
std::string quoted_csv(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string figure(const json& m, const char* key) {
  return m.contains(key) && m[key].is_number() ? plain_general(m[key].get<double>(), 9) : "";
}

// JSON strings are YAML strings.
std::string quoted(const std::string& text) {
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

// The Hub's identifiers are SPDX's in small letters; others are "other" with a name.
std::string licence_lines(std::string licence) {
  const std::string name = licence;
  for (char& c : licence)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const char* known :
       {"mit", "apache-2.0", "cc0-1.0", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0",
        "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "unlicense", "gpl-3.0"})
    if (licence == known) return "license: " + licence + "\n";
  return "license: other\n" + (name.empty() ? "" : "license_name: " + quoted(name) + "\n");
}

std::string metric_lines(const Card& card) {
  std::string out;
  for (const auto& [name, value] : card.metrics)
    out += "    - type: " + quoted(name) + "\n      value: " + plain_general(value, 9) + "\n";
  if (out.empty()) return "";
  return "model-index:\n- name: " + quoted(card.name) +
         "\n  results:\n  - task:\n      type: audio-to-audio\n    dataset:\n      type: recordings\n      "
         "name: " +
         quoted(card.split.empty() ? "recordings" : card.split) + "\n    metrics:\n" + out;
}

std::string table_row(const std::string& term, std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r') c = ' ';
  for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return "| " + term + " | " + text + " |\n";
}

// Whose recordings it learned from: each licence, source, consent and credit once. Many licences require it.
std::string recordings_table(const Card& card) {
  std::set<std::string> seen;
  std::string out;
  for (const CardSource& s : card.sources)
    for (const auto& [term, text] : {std::pair{"licence", s.licence},
                                     {"source", s.source},
                                     {"consent", s.consent},
                                     {"credit", s.credit}})
      if (!text.empty() && text != "unknown" && seen.insert(term + text).second) out += table_row(term, text);
  return out.empty() ? "" : "\n## Recordings that it learned from\n\n| | |\n|---|---|\n" + out;
}

std::string readme(const Model& m, bool with_sound) {
  const Card& card = m.card;
  std::string out = "---\n" + licence_lines(card.licence) + "library_name: partials\n";
  out += "tags:\n- audio\n- ddsp\n";
  for (const std::string& tag : card.tags) out += "- " + quoted(tag) + "\n";
  out += metric_lines(card) + "---\n\n# " + card.name + "\n\n";
  if (!card.description.empty()) out += card.description + "\n\n";
  out +=
      "`model.safetensors` is a model of Partials; renamed to `NAME.partials` "
      "it " +
      std::string("plays in the plug-ins and with `partials render`.\n\n");
  if (with_sound) out += "[A sound of it](sketch.wav), on recordings that it was not trained on.\n\n";
  out += "| | |\n|---|---|\n";
  for (const ReportFact& row : card_rows(card_of(m))) out += table_row(row.term, row.description);
  return out + recordings_table(card);
}

}  // namespace

std::string curves_csv(const std::vector<Run>& runs) {
  std::string out = "run,step,spent_s,loss,validation,best\r\n";
  for (const Run& run : runs)
    for (const json& m : run.metrics()) {
      out += quoted_csv(run.id());
      for (const char* key : {"step", "spent_s", "loss", "validation", "best"}) out += "," + figure(m, key);
      out += "\r\n";
    }
  return out;
}

void write_tensorboard(const std::vector<Run>& runs, const std::string& folder) {
  for (const Run& run : runs) {
    const double begun_s = seconds_of(run.created());
    std::vector<EventScalars> events;
    for (const json& m : run.metrics()) {
      EventScalars e{begun_s + number_in(m, "spent_s"), whole_in(m, "step"), {}};
      for (const char* key : {"loss", "validation", "best"})
        if (m.contains(key) && m[key].is_number()) e.values.emplace_back(key, m[key].get<double>());
      events.push_back(std::move(e));
    }
    make_folder(folder + "/" + run.id());
    need(atomic_write(
        folder + "/" + run.id() + "/events.out.tfevents." + plain_number(begun_s, 0) + ".partials",
        tensorboard_events(begun_s, events)));
  }
}

void write_hugging_face(const Run& run, std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();  // the new one is made beside it
  std::error_code none;
  if (fs::exists(folder, none))
    throw std::runtime_error("'" + folder + "' exists already; name a folder that does not.");
  const Model model = need(load_model(run.model_path()));
  const auto sound = read_file(run.path() + "/sketch.wav", kMostBytes);
  const std::string part = folder + ".part" + std::to_string(getpid());
  make_folder(part);
  try {
    need(atomic_write(part + "/model.safetensors", bytes_from_model(model)));
    if (sound) need(atomic_write(part + "/sketch.wav", sound.value()));
    need(atomic_write(part + "/README.md", readme(model, static_cast<bool>(sound))));
    fs::rename(part, folder);
  } catch (const std::exception&) {
    fs::remove_all(part, none);
    throw;
  }
}

}  // namespace partials
