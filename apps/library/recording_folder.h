// SPDX-License-Identifier: MIT
// Dropped files become a folder of recordings of their own, with a dataset.json that says whose they are, so
// that they are still there when what they were dropped from is gone. Whole or not at all. Any one thread;
// waits for the disk.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct Provenance {
  std::string name, licence, source, consent, credit;
};

// Copies files, and the audio files of folders (not of folders in them), to XDG data
// partials/recordings/NAME, or NAME-2 and so on where that is taken. Returns the folder.
Result<std::string> gather_recordings(const std::vector<std::string>& dropped, const Provenance& papers,
                                      const std::function<bool()>& stop);

// A name for files from a name for people: no slash, no leading dot, at most 64 bytes.
std::string file_name_of(const std::string& name);

}  // namespace partials
