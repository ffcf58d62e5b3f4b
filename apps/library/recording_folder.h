// SPDX-License-Identifier: MIT
// Copies dropped files into a new folder of recordings, with a dataset.json that records their owner, so
// that they remain when the originals are deleted. All or nothing. Any one thread; waits for the disk.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct Provenance {
  std::string name, licence, source, consent, credit;
};

// Copies files, and the audio files of folders (not of subfolders), to XDG data partials/recordings/NAME,
// or NAME-2 and so on if that exists. Returns the folder.
Result<std::string> gather_recordings(const std::vector<std::string>& dropped, const Provenance& papers,
                                      const std::function<bool()>& stop);

// Makes a file name from a display name: no slash, no leading dot, at most 64 bytes.
std::string file_name_of(const std::string& name);

}  // namespace partials
