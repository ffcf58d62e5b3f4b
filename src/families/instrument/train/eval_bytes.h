// SPDX-License-Identifier: MIT
// What an evaluation measures, as bytes, for ranks that divide it among themselves (learn/ranks.h).
#pragma once
#include <string>

#include "families/instrument/train/baselines.h"
#include "families/instrument/train/evaluate.h"

namespace partials {

std::string bytes_of(const MeasuredClip& clip);
MeasuredClip measured_from(const std::string& bytes);
std::string bytes_of(const JudgedRecording& recording);
JudgedRecording judged_from(const std::string& bytes);

}  // namespace partials
