// SPDX-License-Identifier: MIT
// Evaluates a model on a folder of recordings, and collects everything that its report shows.
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
  EvalQuestion question;                // trained_on comes from the model's card
  std::string model_name;               // used if the card has no name
  std::vector<std::string> sounds;      // audio files to put into the report
  std::vector<TrainingPoint> training;  // of the run that made it, if known
  int threads = 2;
  Ranks* ranks = nullptr;  // divide the work; rank 0 alone has the report
  std::function<void(const std::string&)> say = [](const std::string&) {};
};

// Throws std::runtime_error with one sentence.
Report judge_model(const Model& model, const JudgeRequest& request);

// The metrics of a run: {"spent_s", "loss", "validation"} each. Other entries are skipped.
std::vector<TrainingPoint> training_curve(const std::vector<nlohmann::json>& metrics);

// Every figure; null if it was not measured.
nlohmann::json json_of(const Evaluation& evaluation);  // evaluation_json.cpp
std::string text_of(const Evaluation& evaluation);     // evaluation_text.cpp

}  // namespace partials
