// SPDX-License-Identifier: MIT
// Which file names belong to recordings: for code that opens them and for code that only passes them on.
#pragma once
#include <string>

#include "base/letters.h"

namespace partials {

// Whether the name ends like an audio file (wav, wave, aif, aiff, aifc, flac, ogg, oga, opus, mp3, caf, au,
// w64, rf64), in any case.
inline bool has_audio_extension(const std::string& path) {
  const size_t dot = path.rfind('.');
  if (dot == std::string::npos) return false;
  const std::string ending = lower(path.substr(dot + 1));
  for (const char* known : {"wav", "wave", "bwf", "aif", "aiff", "aifc", "flac", "ogg", "oga", "opus", "mp3",
                            "caf", "au", "w64", "rf64"})
    if (ending == known) return true;
  return false;
}

}  // namespace partials
