// SPDX-License-Identifier: MIT
// Analysis of a set of recordings, in numbers and in words, and whether it can be trained on. Each finding
// has a remedy; a refusal is a finding that makes training fail. Levels in dB of full scale.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "families/instrument/train/learn_strokes.h"
#include "families/instrument/train/partial_steps.h"
#include "pictures/png.h"
#include "report/finding.h"

namespace partials {

struct RecordingFacts {
  std::string name;
  double duration_s = 0.0, voiced_s = 0.0, silent_s = 0.0;
  double peak = 0.0, low_midi = 0.0, high_midi = 0.0, median_midi = 0.0;
  double loud_db = 0.0, quiet_db = 0.0;  // A-weighted, 95th and 10th percentile of pitched rows
  double clipped_share = 0.0, hum_db = -120.0, polyphonic_share = 0.0, bandwidth_hz = 0.0;
  int hum_hz = 0;  // 50, 60 or 0
  // time with a repetition below or above the pitch range, and its median frequency
  double below_s = 0.0, above_s = 0.0;
  double outside_hz = 0.0;
  double strong_s = 0.0,
         strong_voiced_s = 0.0;  // time within 25 dB of the loudest; of that, time with a pitch
  PartialSteps partials;         // how uneven they are, and how closely a model can follow
  // how its notes begin (families/instrument/train/learn_strokes.h)
  std::vector<Stroke> strokes;
  std::vector<double> decays_s;  // reverberation after notes that end (data/reverberation.h)
};

// Seconds of pitched sound by semitone (rows of 3 dB below the loudest).
struct Coverage {
  static constexpr int kNotes = 128, kLevels = 20;
  static constexpr double kLevelStepDb = 3.0;
  double top_db = -120.0;
  // [note][level]
  std::vector<double> seconds = std::vector<double>(static_cast<size_t>(kNotes) * kLevels, 0.0);
  double at(int note, int level) const { return seconds[static_cast<size_t>(note) * kLevels + level]; }
};

struct CheckReport {
  bool usable = true;
  // notes decay by themselves; then quiet_db and loud_db are those of strokes
  bool struck = false;
  double total_s = 0.0, voiced_s = 0.0, silent_s = 0.0, tuning_cents = 0.0;
  double low_midi = 0.0, high_midi = 0.0, loud_db = 0.0, quiet_db = 0.0;
  std::vector<RecordingFacts> recordings;
  std::vector<Finding> findings;
  Coverage coverage;
};

CheckReport check(const Dataset& data);

std::string plain_words(const CheckReport& report);
nlohmann::json as_json(const CheckReport& report);
Canvas coverage_picture(const CheckReport& report, const std::string& title);

}  // namespace partials
