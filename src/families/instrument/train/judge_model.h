// SPDX-License-Identifier: MIT
// A model judged on a folder of recordings, and everything its report shows.
#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "families/instrument/train/eval_recordings.h"
#include "families/instrument/train/report.h"
#include "model/model.h"

namespace partials {

struct JudgeRequest {
  EvalQuestion question;                // trained_on is taken from the model's card
  std::string model_name;               // taken where the card has no name
  std::vector<std::string> sounds;      // audio files to put into the report
  std::vector<TrainingPoint> training;  // of the run that made it, where known
  int threads = 2;
  std::function<void(const std::string&)> say = [](const std::string&) {};
};

// Throws std::runtime_error in one sentence.
Report judge_model(const Model& model, const JudgeRequest& request);

// The metrics of a run: {"spent_s", "loss", "validation"} each. Those that say something else are skipped.
std::vector<TrainingPoint> training_curve(const std::vector<nlohmann::json>& metrics);

// Every figure; null where nothing was compared.
nlohmann::json json_of(const Evaluation& evaluation);  // evaluation_json.cpp
std::string text_of(const Evaluation& evaluation);     // evaluation_text.cpp

}  // namespace partials
