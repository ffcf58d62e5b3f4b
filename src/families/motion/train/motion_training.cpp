// SPDX-License-Identifier: MIT
// The line `motion` of families.txt: checking, judging, rendering and inspecting. A mapping is trained in
// closed form from demonstrations (partials map), so there is no preset for `train`.
#include <fmt/format.h>

#include <set>
#include <stdexcept>

#include "base/listed.h"
#include "base/need.h"
#include "base/printable.h"
#include "families/motion/csv_writer.h"
#include "families/motion/mapping.h"
#include "families/motion/motion_model.h"
#include "families/motion/repeats.h"
#include "families/motion/take_notes.h"
#include "families/motion/take_rows.h"
#include "families/motion/train/judge_takes.h"
#include "families/motion/train/take_folder.h"
#include "system/file.h"
#include "training/training_family.h"

namespace partials {
namespace motion {
namespace {

using nlohmann::json;

TrainingTask prepare(const TrainOptions&, const std::function<void(double)>&) {
  throw std::runtime_error("A mapping is trained from demonstrations; use: partials map record");
}
std::vector<std::string> warnings(const TrainingTask&) { return {}; }

std::vector<JudgedExample> judge(const Model& model, const std::vector<std::string>& paths) {
  std::vector<JudgedExample> out;
  for (const Take& take : read_takes(paths).takes) out.push_back(judge_take(model, take));
  return out;
}

std::vector<std::string> labels_of(const Take& take) {
  std::set<std::string> all(take.labels.begin(), take.labels.end());
  all.erase("");
  return {all.begin(), all.end()};
}

json json_of(const Take& t) {
  json channels = json::array();
  for (const Channel& c : t.channels) channels.push_back({{"name", c.name}, {"unit", c.unit}});
  return {{"name", t.name},
          {"frames", t.frames()},
          {"seconds", t.frames() ? t.times_s.back() - t.times_s.front() : 0},
          {"person", said_or_unknown(t.person)},
          {"session", said_or_unknown(t.session)},
          {"licence", said_or_unknown(t.licence)},
          {"consent", said_or_unknown(t.consent)},
          {"labels", labels_of(t)},
          {"channels", channels}};
}

CheckResult check(const CheckRequest& request) {
  const TakeFolder folder = read_takes(request.paths);
  CheckResult result;
  json takes = json::array(), findings = json::array();
  const auto warn = [&](const std::string& id, const std::string& text) {
    findings.push_back({{"severity", "warning"}, {"id", id}, {"text", text}});
    result.text += "  Warning: " + std::string(printable(text)) + "\n";
  };
  for (const Take& t : folder.takes) {
    const double seconds = t.frames() ? t.times_s.back() - t.times_s.front() : 0;
    result.text += fmt::format("{}: {} frames, {:.1f} s, {} channels", printable(t.name), t.frames(), seconds,
                               t.channels.size());
    if (const auto labels = labels_of(t); !labels.empty())
      result.text += fmt::format(", {} labels ({})", labels.size(), listed(labels));
    result.text += "\n";
    takes.push_back(json_of(t));
  }
  for (const std::string& remark : folder.remarks) warn("remark", remark);
  std::vector<std::string> unknown;
  for (const Take& t : folder.takes)
    if (!unknown_of(t).empty()) unknown.push_back(t.name);
  if (!unknown.empty())
    warn("unknown", listed(unknown) +
                        ": person, session, licence or consent is not known; write a takes.json "
                        "beside them (docs/takes.md).");
  for (const Repeat& r : find_repeats(folder.takes)) warn("repeat", r.sentence);
  result.json = {{"takes", takes}, {"findings", findings}, {"usable", true}};
  return result;
}

// What the mapping makes of a take, as CSV with one row a frame.
std::pair<std::string, json> render(const Model& model, const RenderRequest& request) {
  const TakeFolder folder = read_takes({request.input});
  if (folder.takes.size() != 1)
    throw std::runtime_error("'" + request.input + "' holds " + std::to_string(folder.takes.size()) +
                             " takes; name a file with one.");
  const PlayedTake played = need(play_take(model, folder.takes.front()));
  const Mapping& m = mapping_of(model);
  Take out;
  out.name = folder.takes.front().name;
  std::vector<const std::vector<float>*> tracks;
  std::vector<size_t> widths;
  for (const auto& [id, values] : played.outputs) {
    const size_t width = played.frames ? values.size() / played.frames : 0;
    tracks.push_back(&values);
    widths.push_back(width);
    for (size_t c = 0; c < width; ++c) {
      std::string name = id + (width > 1 ? std::to_string(c + 1) : "");
      std::string unit;
      if (m.kind == MappingKind::regression && c < m.outputs.size()) {
        name = m.outputs[c].name;
        unit = m.outputs[c].unit;
      } else if (c < m.names.size()) {
        name = id + "." + m.names[c];
      }
      out.channels.push_back({name, unit});
    }
  }
  const double hop_s = static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den);
  for (size_t n = 0; n < played.frames; ++n) {
    out.times_s.push_back(static_cast<double>(n) * hop_s);
    for (size_t k = 0; k < tracks.size(); ++k)
      out.values.insert(out.values.end(), tracks[k]->begin() + static_cast<ptrdiff_t>(n * widths[k]),
                        tracks[k]->begin() + static_cast<ptrdiff_t>((n + 1) * widths[k]));
  }
  out.labels = played.labels;
  need(atomic_write(request.output, csv_from_take(out)));
  return {fmt::format("{}: {} frames of {} channels, {:.1f} s", request.output, played.frames,
                      out.channels.size(), static_cast<double>(played.frames) * hop_s),
          {{"output", request.output}, {"frames", played.frames}, {"channels", out.channels.size()}}};
}

constexpr const char* kKinds[] = {"regression", "classes", "follower"};

void add_facts(const Model& model, json& j) {
  const Mapping& m = mapping_of(model);
  json inputs = json::array(), outputs = json::array();
  for (const MappingInput& in : m.inputs) inputs.push_back({{"name", in.name}, {"unit", in.unit}});
  for (const MappingOutput& o : m.outputs)
    outputs.push_back(
        {{"name", o.name}, {"unit", o.unit}, {"low", o.low}, {"high", o.high}, {"per_s", o.per_s}});
  j["mapping"] = {{"kind", kKinds[static_cast<int>(m.kind)]},
                  {"inputs", inputs},
                  {"outputs", outputs},
                  {"names", m.names},
                  {"poses", m.demonstrations.poses().size()},
                  {"gestures", m.demonstrations.gestures().size()}};
}

std::string facts_text(const json& j) {
  const json& m = j["mapping"];
  std::vector<std::string> inputs, outputs, names;
  for (const json& in : m["inputs"]) inputs.push_back(in["name"]);
  for (const json& o : m["outputs"])
    outputs.push_back(fmt::format("{} {:g} to {:g}", o["name"].get<std::string>(), o["low"].get<double>(),
                                  o["high"].get<double>()));
  for (const json& name : m["names"]) names.push_back(name);
  std::string out = fmt::format("Mapping: {} of {} inputs ({})\n", m["kind"].get<std::string>(),
                                inputs.size(), listed(inputs));
  if (!outputs.empty()) out += "  outputs: " + listed(outputs) + "\n";
  if (!names.empty()) out += "  names: " + listed(names) + "\n";
  return out + fmt::format("  demonstrations: {} poses, {} gestures\n", m["poses"].get<size_t>(),
                           m["gestures"].get<size_t>());
}

}  // namespace
}  // namespace motion

extern const TrainingFamily motion_training;
const TrainingFamily motion_training{
    .id = motion::kMotionFamily,
    .name = "motion",
    .presets = {},
    .prepare = motion::prepare,
    .warnings = motion::warnings,
    .judge = motion::judge,
    .takes = motion::are_takes,
    .check = motion::check,
    .evaluate = nullptr,
    .render = motion::render,
    .add_facts = motion::add_facts,
    .facts_text = motion::facts_text,
};

}  // namespace partials
