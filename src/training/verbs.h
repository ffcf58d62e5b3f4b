// SPDX-License-Identifier: MIT
// What the verbs check, eval, render and inspect ask of a family, and what they get: text for a person and
// JSON for a program of the same findings.
#pragma once
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "data/split.h"
#include "report/finding.h"

namespace partials {

class Ranks;

struct CheckRequest {
  std::vector<std::string> paths;     // a folder or files
  SplitPlan plan;                     // how they would be split
  bool picture = false;               // whether a picture of the coverage is wanted
  std::vector<GivenRecording> given;  // recordings in memory, instead of paths
};

struct CheckResult {
  std::string text;
  nlohmann::json json;
  std::string picture_png;  // bytes; empty where the family draws none
  bool usable = true;
};

struct EvalRequest {
  std::vector<std::string> data;                     // folders or files
  std::vector<std::string> against;                  // where the training recordings are; may be empty
  std::vector<GivenRecording> given, given_against;  // recordings in memory, instead of files
  int folds = 0, fold = 0;                           // folds of 2 or more: judge what this fold held out
  bool with_seen = false;             // judge recordings that were trained on, too, and mark them
  bool allow_copies = false;          // with folds: copies stay on one side, as in training
  std::string model_name;             // taken where the card has no name
  std::vector<std::string> sounds;    // audio files to put into the report
  std::vector<nlohmann::json> curve;  // metrics of the run that made the model, where known
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  // divide the work where the family can (TrainingFamily::divides_evaluation); rank 0 alone has the result
  Ranks* ranks = nullptr;
  std::function<void(const std::string&)> say = [](const std::string&) {};
};

// What a verb adds to a family's report.
struct ReportAdditions {
  std::vector<std::string> remarks;  // sentences about the figures
  nlohmann::json played;             // as in inspect --json; null: nothing
  std::string played_text;
};

struct EvalResult {
  std::string text;
  nlohmann::json json;
  std::map<std::string, double> card_metrics;  // unseen_...: for the model's card
  // a report on one page; null where the family has none
  std::function<std::string(const ReportAdditions&)> html;
  ReportAdditions additions;  // to the report
};

struct RenderRequest {
  std::string input, output;
};

}  // namespace partials
