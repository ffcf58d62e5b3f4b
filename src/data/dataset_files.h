// SPDX-License-Identifier: MIT
// A data set of given files, and the hash that identifies a recording independent of its path.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "data/dataset.h"

namespace partials {

// These files, in this order, independent of their names: the same files give the same data set at any path.
// Throws DataRefused.
Dataset open_recordings(const std::vector<std::string>& files, Ranks* ranks = nullptr);

// of a file of any size: SHA-256, as in Recording
Result<std::string> content_hash(const std::string& path);

// Of an audio file: Recording::samples_sha256. Reads all of it.
Result<std::string> samples_hash(const std::string& path);

}  // namespace partials
