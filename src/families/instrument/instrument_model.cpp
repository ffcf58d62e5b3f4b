// SPDX-License-Identifier: MIT
#include "families/instrument/instrument_model.h"

#include <algorithm>

#include "analysis/strike_tracker.h"
#include "families/family.h"
#include "families/instrument/instrument_check.h"
#include "families/instrument/level_check.h"
#include "families/instrument/sounds.h"
#include "model/golden.h"
#include "model/metadata.h"

namespace partials {

using nlohmann::json;

template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, AnalyserSettings>
void json_fields(Self& self, Take&& take) {
  take("min_hz", self.min_hz, Field::needed);
  take("max_hz", self.max_hz, Field::needed);
  take("pitch_hop_s", self.pitch_hop_s, Field::needed);
  take("loudness_window_s", self.loudness_window_s, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, TrainedRange>
void json_fields(Self& self, Take&& take) {
  take("low_hz", self.low_hz, Field::needed);
  take("high_hz", self.high_hz, Field::needed);
  take("quiet_db", self.quiet_db, Field::needed);
  take("loud_db", self.loud_db, Field::needed);
  take("median_db", self.median_db, Field::needed);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, NoteArticulation>
void json_fields(Self& self, Take&& take) {
  take("pitch_midi", self.pitch_midi, Field::needed);
  take("sustain_db", self.sustain_db, Field::needed);
  take("attack_db", self.attack_db, Field::needed);
  take("attack_cents", self.attack_cents, Field::needed);
  take("drift_db_per_s", self.drift_db_per_s, Field::needed);
  take("wander_db", self.wander_db, Field::needed);
  take("wander_s", self.wander_s, Field::needed);
  take("wander_cents", self.wander_cents, Field::needed);
  take("wander_cents_s", self.wander_cents_s, Field::needed);
  take("vibrato_hz", self.vibrato_hz, Field::needed);
  take("vibrato_cents", self.vibrato_cents, Field::needed);
  take("vibrato_db", self.vibrato_db, Field::needed);
  take("vibrato_onset_s", self.vibrato_onset_s, Field::needed);
  take("release_db", self.release_db, Field::needed);
  // struck notes only; other files stay as before this entry existed
  take("decay_db", self.decay_db, Field::unless_empty);
}
template <class Self, class Take>
requires std::same_as<std::remove_const_t<Self>, Articulations>
void json_fields(Self& self, Take&& take) {
  take("notes", self.notes, Field::needed);
  take("legato_s", self.legato_s, Field::needed);
}

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
