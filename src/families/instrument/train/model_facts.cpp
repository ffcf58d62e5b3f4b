// SPDX-License-Identifier: MIT
#include "families/instrument/train/model_facts.h"

#include "analysis/analyser.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/train/voice_cost.h"

namespace partials {
using nlohmann::json;
namespace {

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

void add_instrument_facts(const Model& m, json& j) {
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
}

}  // namespace partials
