// SPDX-License-Identifier: MIT
// Repairs RIFF, RF64 and BW64 headers that decoders misread: sizes that were never filled in or are too
// small, BW64 (ITU-R BS.2088) instead of RF64, and samples of 24 bits in 4 bytes. Also AIFF whose sizes were
// never filled in.
#pragma once
#include <optional>
#include <string>

#include "soundfile/segmented_file.h"

namespace partials {

struct Mended {
  SegmentedFile file;
  std::string what;  // the problem, for display; may be empty
};

// Nothing if the header is correct or of another format.
std::optional<Mended> mended_header(const SegmentedFile& disk);

}  // namespace partials
