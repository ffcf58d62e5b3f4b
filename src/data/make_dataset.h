// SPDX-License-Identifier: MIT
// The steps between decoded recordings and a data set, which are the same for files (dataset_files.cpp) and
// for samples (dataset_samples.cpp). Private to src/data.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/phrases.h"

namespace partials {

// Data kept of a recording after its analysis.
struct Opened {
  RecordingFeatures heard;
  std::vector<Phrase> phrases;
  std::vector<Remark> remarks;
  double peak = 0.0, full_scale = 1.0, pause_db = -120.0;
  bool low_in_32 = false;
};

// Analyses a recording, and keeps its samples: a long recording keeps its own store, a short one is appended
// to the store that all short ones share. If that fails, `decoded` stays empty.
Opened open_clip(StoredClip clip, const std::shared_ptr<SampleStore>& shared, Recording* r);

// The store for all short recordings of a set, with room for so many samples.
std::shared_ptr<SampleStore> shared_store(int64_t samples);

// Sets levels, cuts few recordings into phrases, and collects the remarks. data: with a name and its
// recordings.
Dataset complete_dataset(Dataset data, std::vector<Opened> opened);

}  // namespace partials
