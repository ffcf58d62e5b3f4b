// SPDX-License-Identifier: MIT
// Converts recordings to training clips: resampled to the model's reference rate, analysed by the live
// analyser, with features read at every frame's end plus the analyser's latency: a bank reaches a frame's
// values at the frame's end, and pitch and loudness are those of that instant (Analyser::aligned). Live
// playing has the corresponding latency: loudness latency and one frame.
#pragma once
#include <string>
#include <vector>

#include "analysis/analyser.h"
#include "families/instrument/train/clip.h"
#include "graph/graph.h"
#include "soundfile/clip_view.h"

namespace partials {

Clip make_clip(const std::string& name, const ClipView& recording, const Graph& graph,
               const AnalyserSettings& settings);

}  // namespace partials
