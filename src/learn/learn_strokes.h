// SPDX-License-Identifier: MIT
// Strokes of a recording: whether an instrument is struck or plucked, so that its notes die away by themselves, and when each
// stroke fell and how loud it became (analysis/strike_tracker.h).
#pragma once
#include <vector>

#include "learn/clip.h"

namespace partials {

struct Stroke { int first = 0, peak = 0, last = 0; };  // frames: its begin, its loudest, its end (excluded)

void hear_strokes(Clip* clip, double hop_s);  // fills age_s and struck_db
std::vector<Stroke> find_strokes(const Clip& clip, double hop_s);

// How fast loudness falls after a stroke, in dB/s, from 0.1 s after the loudest moment over at most 1.5 s; the median line.
float fall_db_per_s(const Clip& clip, const Stroke& stroke, double hop_s);

// Most strokes are loudest at once and die away.
bool is_struck(const std::vector<Clip>& clips, double hop_s);

}  // namespace partials
