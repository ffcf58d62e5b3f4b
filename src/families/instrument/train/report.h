// SPDX-License-Identifier: MIT
// The report of a judgement as one HTML file that needs no other: figures with their meaning in plain words,
// players side by side, spectrograms on one scale, curves, what the model has learned, its training, its
// card, and a blind A/B/X test.
#pragma once
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
  // beside the judgement: what was played by the model, and what it was made from
  std::vector<ReportSound> played;
  Evaluation evaluation;
  std::vector<LearnedNote> over_pitch, over_loudness;  // held notes; empty where there is nothing to show
  std::vector<TrainingPoint> training;                 // empty where the run is not known
  std::vector<ReportFact> card, data_card;
};

struct ReportLimits {
  // above this sounds are cut shorter, then fall to 22.05 kHz, then the last recordings go without
  double audio_bytes = 19e6;
  int spectrogram_width = 420, spectrogram_height = 150;
};

std::string report_html(const Report& report, const ReportLimits& limits = {});

}  // namespace partials
