// SPDX-License-Identifier: MIT
// What is kept of a recording after its analysis, and the same as bytes, for ranks that divide the analysis
// among themselves (learn/ranks.h).
#pragma once
#include <string>
#include <vector>

#include "data/phrases.h"
#include "data/recording_features.h"
#include "learn/ranks.h"
#include "soundfile/audio_file.h"

namespace partials {

struct Opened {
  RecordingFeatures heard;
  std::vector<Phrase> phrases;
  std::vector<Remark> remarks;
  double peak = 0.0, full_scale = 1.0, pause_db = -120.0;
  bool low_in_32 = false;
};

std::string bytes_of(const RecordingFeatures& heard);
RecordingFeatures heard_from(const std::string& bytes);
std::string bytes_of(const Opened& opened);
Opened opened_from(const std::string& bytes);

}  // namespace partials
