// SPDX-License-Identifier: MIT
// A recording that is given as samples, treated like one of a file (audio_file.h): mixed to mono
// (channels.h), without offset, its full scale found.
#pragma once
#include "base/given_recording.h"
#include "soundfile/audio_file.h"

namespace partials {

// Errors: no samples, too many, or an unusable rate; a value that is not a finite number.
Result<StoredClip> stored_clip(const GivenRecording& given, const ReadLimits& limits = {});

}  // namespace partials
