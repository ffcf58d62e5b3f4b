// SPDX-License-Identifier: MIT
// Corrects levels that disturb every later step: a constant or slowly varying offset, and samples stored as
// integers of 16, 24 or 32 bits although full scale should be 1.
#pragma once
#include <string>

#include "soundfile/audio_file.h"
#include "system/sample_store.h"

namespace partials {

// Removes the offset from x if it is above 2 % of the peak; returns its size as text, or an empty text.
std::string remove_offset(SampleStore* x, double rate_hz);

// The full scale of a recording with this peak: 1, or that of integers, 2^15, 2^23 or 2^31, if the peak is
// above 8.
double full_scale_of(double peak);

// Brings a clip that was just read to a full scale of 1, and removes its offset, with a remark on each. peak:
// of its samples before they were mixed.
Result<void> set_levels(StoredClip* clip, double peak);

}  // namespace partials
