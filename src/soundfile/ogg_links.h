// SPDX-License-Identifier: MIT
// Splits Ogg (RFC 3533) for its decoders: files joined end to end are one valid stream of several links, of
// which decoders read only the first; FLAC inside is extracted from its pages. The returned parts are opened
// one after the other.
#pragma once
#include <vector>

#include "soundfile/segmented_file.h"

namespace partials {

// Nothing if the file is not Ogg, or is one link that decoders can read directly.
std::vector<SegmentedFile> ogg_links(const SegmentedFile& disk);

}  // namespace partials
