// SPDX-License-Identifier: MIT
// Data of an instrument's model besides graph and weights: how its recordings were analysed, the range that
// they cover, and its articulations (how notes begin, hold and end). In a model file these are the entries
// analyser, known_range and notes.
#pragma once
#include "analysis/analyser_settings.h"
#include "families/instrument/articulations.h"
#include "model/family_format.h"

namespace partials {

struct InstrumentPart : ModelPart {
  AnalyserSettings analyser;
  TrainedRange known;
  Articulations notes;
};

// The part of a model of this family; the defaults if it has none yet.
const InstrumentPart& instrument_part(const Model& model);
InstrumentPart& edit_instrument_part(
    Model& model);  // a copy of its part, which now belongs to the model alone

const FamilyFormat& instrument_format();

// The range alone, from a file's metadata (model/model_header.h).
Result<TrainedRange> known_range(const Metadata& metadata, const std::string& file);

// The golden example of an instrument: these controls, one value per frame.
Result<void> make_instrument_golden(Model& model, std::vector<float> f0_hz, std::vector<float> loudness_db);

}  // namespace partials
