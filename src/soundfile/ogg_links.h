// SPDX-License-Identifier: MIT
// Ogg (RFC 3533) as its decoders expect it: files joined end to end are one valid stream of several links, of
// which decoders read the first alone; FLAC inside is taken out of its pages. What is given back is opened
// one after the other.
#pragma once
#include <vector>

#include "soundfile/segmented_file.h"

namespace partials {

// Nothing where the file is no Ogg, or one link that decoders read as it is.
std::vector<SegmentedFile> ogg_links(const SegmentedFile& disk);

}  // namespace partials
