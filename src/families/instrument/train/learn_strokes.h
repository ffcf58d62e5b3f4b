// SPDX-License-Identifier: MIT
// Strokes of a recording: the time of each, its loudness, and whether its note decayed by itself, as on
// struck and plucked instruments (analysis/strike_tracker.h).
#pragma once
#include <vector>

#include "families/instrument/train/clip.h"

namespace partials {

struct Stroke {
  int first = 0, peak = 0, last = 0;  // frames: its start, its loudest, its end (excluded)
  float struck_db = -120;             // at its loudest
  bool dies_away = false;             // loudest at once, then falling steadily
};

std::vector<Stroke> find_strokes(const std::vector<float>& loudness_db, double hop_s);

// Whether most strokes decay by themselves.
bool is_struck(const std::vector<Stroke>& strokes);
bool is_struck(const std::vector<Clip>& clips, double hop_s);

void add_stroke_features(Clip* clip, double hop_s);  // fills age_s and struck_db

}  // namespace partials
