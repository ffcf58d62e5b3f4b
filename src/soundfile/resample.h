// SPDX-License-Identifier: MIT
// Offline sample-rate conversion (libsoxr, linear phase, delay removed). HQ: pass band to 0.91 of the lower
// Nyquist rate, stop band below -120 dB. The output has ceil(n * to / from) samples.
#pragma once
#include <vector>

#include "soundfile/audio_file.h"
#include "soundfile/clip_view.h"

namespace partials {

std::vector<float> resample(const std::vector<float>& x, double from_hz, double to_hz);
// The same for a recording of any length, with equal samples.
SampleStore resample(const ClipView& x, double to_hz, int64_t most_in_memory = SampleStore::kInMemory);
AudioClip at_rate(AudioClip clip, double rate_hz);

}  // namespace partials
