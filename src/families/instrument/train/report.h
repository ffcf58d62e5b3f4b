// SPDX-License-Identifier: MIT
// The report of an evaluation as one self-contained HTML file: figures with explanations, audio players side
// by side, spectrograms on one scale, curves, the learned spectrum, the training, the card, and a blind A/B/X
// test.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "families/instrument/train/evaluate.h"
#include "families/instrument/train/learned_partials.h"
#include "report/card_rows.h"

namespace partials {

struct TrainingPoint {
  double spent_s = 0.0, loss = 0.0;
  std::optional<double> validation_db;  // none: not taken at this point
};

struct ReportSound {
  std::string name;
  std::vector<float> audio;  // mono at kJudgeRateHz
};

struct Report {
  std::string model_name, data_name;
  // in addition to the evaluation: audio played by the model, and its source
  std::vector<ReportSound> played;
  Evaluation evaluation;
  std::vector<LearnedNote> over_pitch, over_loudness;  // held notes; empty if there is nothing to show
  std::vector<TrainingPoint> training;                 // empty if the run is unknown
  nlohmann::json played_notes;  // notes that players counted outside the trained range; null: none
  std::string played_notes_text;
  std::vector<ReportFact> card, data_card;
};

struct ReportLimits {
  // above this sounds are shortened, then reduced to 22.05 kHz, then the last recordings are left out
  double audio_bytes = 19e6;
  int spectrogram_width = 420, spectrogram_height = 150;
};

std::string report_html(const Report& report, const ReportLimits& limits = {});

}  // namespace partials
