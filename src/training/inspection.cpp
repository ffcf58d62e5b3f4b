// SPDX-License-Identifier: MIT
#include "training/inspection.h"

#include <fmt/format.h>

#include "graph/plan.h"
#include "graph/registry.h"
#include "model/json_fields.h"
#include "report/card_rows.h"
#include "report/json_values.h"
#include "training/training_families.h"

namespace partials {
using nlohmann::json;
namespace {

json nodes_of(const Model& m, const Plan<float>& plan) {
  json list = json::array();
  for (const Node& n : m.graph.nodes) {
    json row{{"id", n.id}, {"processor", n.processor}, {"settings", n.settings}, {"in", n.in}};
    size_t weights = 0;
    for (const WeightEntry& w : m.table.entries)
      if (w.name.rfind(n.id + ".", 0) == 0) weights += w.size();
    row["weights"] = weights;
    if (const KernelSet* set = find_processor(n.processor, best_isa())) row["summary"] = set->info.summary;
    for (const auto& view : plan.nodes())
      if (view.id == n.id) {
        row["latency_samples"] = view.spec->latency_samples;
        row["tail_s"] = view.spec->tail_s;
      }
    list.push_back(std::move(row));
  }
  return list;
}

std::string settings_of(const json& node) {
  std::string out;
  for (const auto& [key, value] : node["settings"].items())
    out += fmt::format(" {}={:g}", key, value.get<double>());
  return out;
}

std::string wires_of(const json& node) {
  std::string out;
  for (const auto& [port, source] : node["in"].items())
    out += (out.empty() ? "" : ", ") + port + " <- " + source.get<std::string>();
  return out;
}

std::string graph_words(const json& graph) {
  std::string out =
      fmt::format("Graph: {} nodes, a frame every {:.2f} ms, trained up to {:g} Hz at {:g} Hz\n",
                  graph["nodes"].size(), 1e3 * graph["hop_s"].get<double>(), graph["band_hz"].get<double>(),
                  graph["reference_rate_hz"].get<double>());
  for (const json& n : graph["nodes"])
    out += fmt::format("  {:<14} {:<20} {:>8} weights {}\n  {:<14} {}\n", n["id"].get<std::string>(),
                       n["processor"].get<std::string>(), n["weights"].get<size_t>(), settings_of(n), "",
                       wires_of(n));
  return out;
}

std::string size_text(const json& j) {
  return fmt::format("Size: {} weights, {:.0f} KiB; latency {} samples at 48000 Hz, tail {:.2f} s\n",
                     j["weights"].get<size_t>(), j["weight_bytes"].get<double>() / 1024.0,
                     j["latency_samples_at_48000"].get<int>(), j["tail_s"].get<double>());
}

// Who made it, of what, and from which model: one line.
std::string making_text(const json& made) {
  const json machine = object_in(made, "machine"), data = object_in(made, "data");
  std::string out = "Made by: Partials " + text_in(machine, "version");
  if (const std::string commit = text_in(machine, "commit"); !commit.empty())
    out += " (" + commit.substr(0, 12) + ")";
  out += ", " + text_in(machine, "compiler") + ", " + text_in(machine, "instruction_set");
  out += "; recordings' lock " + text_in(data, "sha256").substr(0, 12);
  if (const std::string parent = text_in(made, "parent"); !parent.empty())
    out += "; from the model " + parent.substr(0, 12);
  return out + "\n";
}

}  // namespace

json inspect_model(const Model& m) {
  const TrainingFamily* family = find_training_family(m.family);
  json j{{"card", card_of(m)}, {"family", family ? std::string(family->name) : m.family}};
  if (const json made = json_from_text(m.training); made.is_object()) j["training"] = made;
  auto plan = Plan<float>::compile(m.graph, {.rate_hz = 48000, .max_samples = 64});
  if (!plan) {
    j["error"] = plan.error().text;
    return j;
  }
  j["graph"] = {{"hop_s", static_cast<double>(m.graph.hop_num) / static_cast<double>(m.graph.hop_den)},
                {"band_hz", m.graph.band_hz},
                {"reference_rate_hz", m.graph.reference_rate_hz},
                {"outputs", m.graph.outputs},
                {"nodes", nodes_of(m, plan.value())}};
  j["weights"] = m.weights.size();
  j["weight_bytes"] = m.weights.size() * sizeof(float);
  int latency = 0;
  for (const auto& [name, wire] : m.graph.outputs)
    latency = std::max(latency, plan.value().latency_samples(name));
  j["latency_samples_at_48000"] = latency;
  j["tail_s"] = plan.value().tail_s();
  if (family && family->add_facts) family->add_facts(m, j);
  j["checksum"] = m.has_checksum;
  size_t values = 0;
  for (const auto& [name, track] : m.golden.outputs) values = std::max(values, track.size());
  j["golden"] = {{"rate_hz", m.golden.rate_hz}, {"samples", values}};
  return j;
}

std::string plain_inspection(const Model& m, const json& j) {
  std::string out = "Card\n";
  for (const ReportFact& row : card_rows(j["card"]))
    out += fmt::format("  {:<26} {}\n", row.term, row.description);
  if (j.contains("training")) out += making_text(j["training"]);
  if (j.contains("error"))
    return out + "This version cannot play it: " + j["error"].get<std::string>() + "\n";
  out += graph_words(j["graph"]) + size_text(j);
  const TrainingFamily* family = find_training_family(m.family);
  return family && family->facts_text ? out + family->facts_text(j) : out;
}

}  // namespace partials
