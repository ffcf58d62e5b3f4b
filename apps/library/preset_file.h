// SPDX-License-Identifier: MIT
// Writing, renaming and removing presets (host/preset.h) in this user's folder. Files are written whole, and
// none is replaced unless that was asked for, also where two processes save at once. Any one thread; waits
// for the disk.
#pragma once
#include <string>

#include "host/preset.h"

namespace partials {

struct PresetEnd {
  std::string path;    // of the preset
  bool taken = false;  // nothing was done: there is one of this name
};

std::string trimmed(const std::string& name);  // without blanks around it
// where a preset of this name lies; "" where there is no home
std::string preset_path(const std::string& name);
Result<PresetEnd> save_preset(const Preset& preset, bool replace);
Result<PresetEnd> rename_preset(const std::string& path, const std::string& name);

struct RemovedPreset {
  std::string path, bytes;
};
Result<RemovedPreset> remove_preset(const std::string& path);
Result<PresetEnd> put_back(const RemovedPreset& removed);

}  // namespace partials
