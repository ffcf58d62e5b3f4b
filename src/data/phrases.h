// SPDX-License-Identifier: MIT
// Cuts a recording into phrases in the middle of its silences: 20 ms frames more than 45 dB below its loud
// level, for 0.25 s or longer; if its pauses are louder than that, because of hiss or hum, less than 8 dB
// above them. A phrase longer than 20 s is cut again where the level dips by 9 dB between two notes (which
// overlap in a room), and if it is still longer, at its quietest moment; sounds shorter than 0.3 s join their
// neighbour.
#pragma once
#include <cstdint>
#include <vector>

#include "soundfile/clip_view.h"

namespace partials {

struct Phrase {
  int64_t first = 0, samples = 0;
};

std::vector<Phrase> find_phrases(const ClipView& clip);

// Power of successive frames in dB without their mean (unweighted, full-scale square is 0), silence is -120.
std::vector<float> frame_levels_db(const ClipView& clip, double frame_s);

// The level of the pauses: the 5th percentile of the frames.
float quiet_level_db(const std::vector<float>& levels_db);

// The 95th percentile of the frames: "loud" for this clip.
float loud_level_db(const std::vector<float>& levels_db);

}  // namespace partials
