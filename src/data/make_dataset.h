// SPDX-License-Identifier: MIT
// The steps between decoded recordings and a data set, which are the same for files (dataset_files.cpp) and
// for samples (dataset_samples.cpp). Private to src/data.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/opened.h"

namespace partials {

// Analyses a recording, and keeps its samples: a long recording keeps its own store, a short one is appended
// to the store that all short ones share. If that fails, `decoded` stays empty. listen: false if another rank
// analyses it.
Opened open_clip(StoredClip clip, const std::shared_ptr<SampleStore>& shared, Recording* r,
                 bool listen = true);

// samples_sha256 and samples_marks of it.
void hash_samples(const ClipView& clip, Recording* r);

// The store for all short recordings of a set, with room for so many samples.
std::shared_ptr<SampleStore> shared_store(int64_t samples);

// Sets levels, cuts few recordings into phrases, and collects the remarks. data: with a name and its
// recordings. Ranks, of which each has analysed its share of the recordings, exchange what they have heard.
Dataset complete_dataset(Dataset data, std::vector<Opened> opened, Ranks* ranks = nullptr);

}  // namespace partials
