// SPDX-License-Identifier: MIT
// A data set of certain files, and the hash by which a recording is known wherever it lies
// (data/dataset.cpp).
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "data/dataset.h"

namespace partials {

// These files, in this order, whatever their names: the same files give the same data set wherever they lie.
// Throws DataRefused.
Dataset open_recordings(const std::vector<std::string>& files);

// of a file of any size: SHA-256, as Recording has it
Result<std::string> content_hash(const std::string& path);

}  // namespace partials
