// SPDX-License-Identifier: MIT
// RIFF, RF64 and BW64 headers that decoders misread: sizes that were never filled in or end before the sound
// does, BW64 (ITU-R BS.2088) instead of RF64, and samples of 24 bits in 4 bytes. AIFF whose sizes were never
// filled in.
#pragma once
#include <optional>
#include <string>

#include "soundfile/segmented_file.h"

namespace partials {

struct Mended {
  SegmentedFile file;
  std::string what;  // for a person: what was odd; may be empty
};

// Nothing where the header is right or is not one of these.
std::optional<Mended> mended_header(const SegmentedFile& disk);

}  // namespace partials
