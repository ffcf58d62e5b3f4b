// SPDX-License-Identifier: MIT
// How long a room goes on sounding after held notes end, from loudness alone. Only ends are measured that a
// room can explain: the level held before (a struck or plucked note falls by itself and has no such corner),
// then fell in a straight line of decibels (a fade of the amplitude, or of a player, bends downwards). Times
// as for a reverberation time, T60: of a fall by 60 dB.
#pragma once
#include <vector>

#include "data/hearing.h"

namespace partials {

// T60 in seconds of each note's end that can be measured: from 15 to 25 dB below the note, for it to have
// left the direct sound.
std::vector<double> decay_times_s(const Heard& heard);

}  // namespace partials
