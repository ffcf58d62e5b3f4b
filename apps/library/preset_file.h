// SPDX-License-Identifier: MIT
// Writes, renames and removes presets (host/preset.h) in this user's folder. Files are written atomically,
// and none is replaced unless requested, even if two processes save at once. Any one thread; waits for the
// disk.
#pragma once
#include <string>

#include "host/preset.h"

namespace partials {

struct PresetEnd {
  std::string path;    // of the preset
  bool taken = false;  // nothing was done: a preset of this name exists
};

std::string trimmed(const std::string& name);  // without surrounding blanks
// path of a preset of this name; "" if there is no home folder
std::string preset_path(const std::string& name);
Result<PresetEnd> save_preset(const Preset& preset, bool replace);
Result<PresetEnd> rename_preset(const std::string& path, const std::string& name);

struct RemovedPreset {
  std::string path, bytes;
};
Result<RemovedPreset> remove_preset(const std::string& path);
Result<PresetEnd> put_back(const RemovedPreset& removed);

}  // namespace partials
