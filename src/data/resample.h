// SPDX-License-Identifier: MIT
// Offline sample-rate conversion (libsoxr, linear phase, delay removed). HQ: pass band to 0.91 of the lower Nyquist rate, stop
// band below -120 dB. The output has ceil(n * to / from) samples.
#pragma once
#include <vector>

#include "data/audio_file.h"

namespace partials {

std::vector<float> resample(const std::vector<float>& x, double from_hz, double to_hz);
AudioClip at_rate(AudioClip clip, double rate_hz);

}  // namespace partials
