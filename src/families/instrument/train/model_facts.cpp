// SPDX-License-Identifier: MIT
#include "families/instrument/train/model_facts.h"

#include "analysis/analyser.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/train/voice_cost.h"
#include "graph/plan.h"
#include "graph/registry.h"

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

json analyser_of(const Model& m) {
  const AnalyserSettings& s = instrument_part(m).analyser;
  json j{{"min_hz", s.min_hz},
         {"max_hz", s.max_hz},
         {"pitch_hop_s", s.pitch_hop_s},
         {"loudness_window_s", s.loudness_window_s},
         {"pitch_latency", json::array()}};
  Analyser analyser;
  if (auto ready = analyser.prepare(48000.0, s); !ready) return j;
  j["hop_samples_at_48000"] = analyser.hop_samples();
  j["loudness_latency_s"] = analyser.loudness_latency_s();
  for (double hz = 55.0; hz <= 3520.0; hz *= 2.0)
    if (hz >= s.min_hz && hz <= s.max_hz)
      j["pitch_latency"].push_back({{"hz", hz}, {"s", analyser.latency_s(hz)}});
  return j;
}

json notes_of(const Articulations& book) {
  json j{{"notes", book.notes.size()}, {"legato_s", book.legato_s}};
  if (book.notes.empty()) return j;
  double attack_s = 0.0, release_s = 0.0;
  int vibrato = 0;
  for (const NoteArticulation& n : book.notes) {
    attack_s += kNoteHopS * static_cast<double>(n.attack_db.size());
    release_s += kNoteHopS * static_cast<double>(n.release_db.size());
    vibrato += n.vibrato_hz > 0.f;
  }
  const auto count = static_cast<double>(book.notes.size());
  j["low_midi"] = book.notes.front().pitch_midi;
  j["high_midi"] = book.notes.back().pitch_midi;
  j["mean_attack_s"] = attack_s / count;
  j["mean_release_s"] = release_s / count;
  j["with_vibrato"] = vibrato;
  return j;
}

}  // namespace

json card_of(const Model& m) { return json::parse(json_from_card(m.card)); }

json inspect_model(const Model& m) {
  json j{{"card", card_of(m)}};
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
  j["tail_s"] = plan.value().tail_s();
  if (auto cost = measure_voice_cost(m.graph, m.weights); cost) {
    const VoiceCost& c = cost.value();
    j["voice"] = {{"rate_hz", c.rate_hz},
                  {"block", c.block},
                  {"ms_per_s", c.ms_per_s},
                  {"mean_block_us", c.mean_block_us},
                  {"worst_block_us", c.worst_block_us},
                  {"deadline_us", c.deadline_us},
                  {"memory_bytes", c.memory_bytes},
                  {"packed_bytes", c.packed_bytes}};
  }
  j["analyser"] = analyser_of(m);
  j["known"] = {{"low_hz", instrument_part(m).known.low_hz},
                {"high_hz", instrument_part(m).known.high_hz},
                {"quiet_db", instrument_part(m).known.quiet_db},
                {"loud_db", instrument_part(m).known.loud_db},
                {"median_db", instrument_part(m).known.median_db}};
  j["notes"] = notes_of(instrument_part(m).notes);
  j["checksum"] = m.has_checksum;
  const auto audio = m.golden.outputs.find("audio");
  j["golden"] = {{"rate_hz", m.golden.rate_hz},
                 {"samples", audio == m.golden.outputs.end() ? 0 : audio->second.size()}};
  return j;
}

}  // namespace partials
