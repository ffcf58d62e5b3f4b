// SPDX-License-Identifier: MIT
// Reverberation time of a room after held notes end, from loudness alone. Only endings typical of a room are
// measured: the level was constant before (a struck or plucked note decays by itself and has no such corner),
// then fell linearly in decibels (a fade of the amplitude, or by a player, curves downwards). Times are T60:
// for a decay by 60 dB.
#pragma once
#include <vector>

#include "data/recording_features.h"

namespace partials {

// T60 in seconds of each measurable note ending: from 15 to 25 dB below the note, after the direct sound.
std::vector<double> decay_times_s(const RecordingFeatures& heard);

}  // namespace partials
