// SPDX-License-Identifier: MIT
#include "families/instrument/instrument_model.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/strike_tracker.h"
#include "families/family.h"
#include "families/instrument/instrument_check.h"
#include "families/instrument/level_check.h"
#include "families/instrument/sounds.h"
#include "model/golden.h"
#include "model/metadata.h"

namespace partials {

using nlohmann::json;
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AnalyserSettings, min_hz, max_hz, pitch_hop_s, loudness_window_s)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TrainedRange, low_hz, high_hz, quiet_db, loud_db, median_db)

// Each field of a note with its name: take(name, value).
template <class Note, class Take>
static void each_field(Note& n, Take take) {
  take("pitch_midi", n.pitch_midi);
  take("sustain_db", n.sustain_db);
  take("attack_db", n.attack_db);
  take("attack_cents", n.attack_cents);
  take("drift_db_per_s", n.drift_db_per_s);
  take("wander_db", n.wander_db);
  take("wander_s", n.wander_s);
  take("wander_cents", n.wander_cents);
  take("wander_cents_s", n.wander_cents_s);
  take("vibrato_hz", n.vibrato_hz);
  take("vibrato_cents", n.vibrato_cents);
  take("vibrato_db", n.vibrato_db);
  take("vibrato_onset_s", n.vibrato_onset_s);
  take("release_db", n.release_db);
}
static void to_json(json& j, const NoteArticulation& n) {
  each_field(n, [&](const char* name, const auto& value) { j[name] = value; });
  if (!n.decay_db.empty())
    j["decay_db"] = n.decay_db;  // struck notes only; other files stay as before this entry existed
}
static void from_json(const json& j, NoteArticulation& n) {
  each_field(n, [&](const char* name, auto& value) { j.at(name).get_to(value); });
  if (j.contains("decay_db")) j["decay_db"].get_to(n.decay_db);
}
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Articulations, notes, legato_s)

namespace {

Result<void> check(const Graph& graph) {
  const auto has = [&](const char* id) {
    return std::any_of(graph.inputs.begin(), graph.inputs.end(),
                       [&](const GraphInput& in) { return in.id == id; });
  };
  if (!has("f0_hz") || !has("loudness_db") || !graph.outputs.count("audio"))
    return Error{"The graph must have the inputs f0_hz and loudness_db and the output audio."};
  return check_levels(graph);
}

Result<std::shared_ptr<const ModelPart>> read(const Metadata& metadata, const std::string& file) {
  auto part = std::make_shared<InstrumentPart>();
  std::string error;
  part->analyser = read_metadata<AnalyserSettings>(metadata, "analyser", file, error);
  part->known = read_metadata<TrainedRange>(metadata, "known_range", file, error);
  part->notes = read_metadata<Articulations>(metadata, "notes", file, error);
  if (!error.empty()) return Error{error};
  if (auto r = check_numbers(*part, file); !r) return r.error();
  return std::shared_ptr<const ModelPart>(std::move(part));
}

void write(const Model& model, Metadata& metadata) {
  const InstrumentPart& part = instrument_part(model);
  metadata["analyser"] = json(part.analyser).dump();
  metadata["known_range"] = json(part.known).dump();
  metadata["notes"] = json(part.notes).dump();
}

// age_s and struck_db are computed from the loudness.
void derive(const Graph& graph, double hop_s, Tracks& inputs) {
  const auto asked = [&](const char* id) {
    return std::any_of(graph.inputs.begin(), graph.inputs.end(),
                       [&](const GraphInput& in) { return in.id == id; });
  };
  const auto loudness = inputs.find("loudness_db");
  if (loudness == inputs.end() || (!asked("age_s") && !asked("struck_db"))) return;
  StrikeTracker tracker;
  tracker.prepare(hop_s);
  std::vector<float> age_s, struck_db;
  for (const float db : loudness->second) {
    const Strike s = tracker.next(db);
    age_s.push_back(s.age_s);
    struck_db.push_back(s.struck_db);
  }
  inputs["age_s"] = std::move(age_s);
  inputs["struck_db"] = std::move(struck_db);
}

}  // namespace

const InstrumentPart& instrument_part(const Model& model) {
  static const InstrumentPart none;
  return model.part && model.family.empty() ? static_cast<const InstrumentPart&>(*model.part) : none;
}

InstrumentPart& edit_instrument_part(Model& model) {
  auto own = std::make_shared<InstrumentPart>(instrument_part(model));
  InstrumentPart& part = *own;
  model.part = std::move(own);
  return part;
}

// The line `instrument` of families.txt: files and playing.
extern const Family instrument_family;
constinit const Family instrument_family{
    "",
    {check, read, write, derive},
    {make_instrument_sound, controls_of_instrument, usual_instrument_latency},
};

const FamilyFormat& instrument_format() { return instrument_family.format; }

Result<TrainedRange> known_range(const Metadata& metadata, const std::string& file) {
  std::string error;
  const TrainedRange known = read_metadata<TrainedRange>(metadata, "known_range", file, error);
  if (!error.empty()) return Error{error};
  if (auto r = check_range(known, file); !r) return r.error();
  return known;
}

Result<void> make_instrument_golden(Model& model, std::vector<float> f0_hz, std::vector<float> loudness_db) {
  return make_golden(model, instrument_format(),
                     {{"f0_hz", std::move(f0_hz)}, {"loudness_db", std::move(loudness_db)}});
}

}  // namespace partials
