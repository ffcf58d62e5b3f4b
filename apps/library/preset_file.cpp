// SPDX-License-Identifier: MIT
#include "library/preset_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "library/recording_folder.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

// Gives a complete file a name that does not exist yet: link() succeeds for one process only.
Result<PresetEnd> write_new(const std::string& path, const std::string& bytes) {
  const std::string whole = temporary_path(path);
  if (auto written = atomic_write(whole, bytes); !written) return written.error();
  const bool linked = ::link(whole.c_str(), path.c_str()) == 0;
  const int why = linked ? 0 : errno;
  if (linked || why == EEXIST) {
    discard_file(whole);
    return PresetEnd{path, !linked};
  }
  std::error_code failed;  // on a file system without links
  if (fs::exists(path, failed)) {
    discard_file(whole);
    return PresetEnd{path, true};
  }
  if (auto placed = commit_file(whole, path); !placed) return placed.error();
  return PresetEnd{path, false};
}

Result<PresetEnd> write(const std::string& path, const std::string& bytes, bool replace) {
  std::error_code failed;
  fs::create_directories(fs::path(path).parent_path(), failed);
  if (!replace) return write_new(path, bytes);
  if (auto written = atomic_write(path, bytes); !written) return written.error();
  return PresetEnd{path, false};
}

Error failure(const std::string& what, const std::string& path) {
  return Error{"The preset '" + path + "' could not be " + what + ": " + std::strerror(errno) +
               "; check the folder's permissions."};
}

Result<std::string> path_for(const std::string& name) {
  if (name.empty()) return Error{"A preset needs a name; enter one."};
  if (name.size() > kLongestPresetName)
    return Error{"The name has " + std::to_string(name.size()) + " bytes; the maximum is " +
                 std::to_string(kLongestPresetName) + ". Enter a shorter one."};
  const std::string path = preset_path(name);
  if (path.empty())
    return Error{"There is no folder for presets: neither XDG_DATA_HOME nor HOME is set; set one of them."};
  return path;
}

}  // namespace

std::string trimmed(const std::string& name) {
  const size_t from = name.find_first_not_of(" \t"), to = name.find_last_not_of(" \t");
  return from == std::string::npos ? "" : name.substr(from, to - from + 1);
}

std::string preset_path(const std::string& name) {
  const std::string folder = own_preset_folder();
  return folder.empty() ? "" : folder + "/" + file_name_of(trimmed(name)) + kPresetEnding;
}

Result<PresetEnd> save_preset(const Preset& preset, bool replace) {
  Preset named = preset;
  named.name = trimmed(preset.name);
  const auto path = path_for(named.name);
  if (!path) return path.error();
  if (named.model.sha256.empty()) return Error{"No model is loaded; load one before saving a preset."};
  return write(path.value(), text_from_preset(named), replace);
}

Result<PresetEnd> rename_preset(const std::string& path, const std::string& name) {
  auto preset = read_preset(path);
  if (!preset) return preset.error();
  Preset named = std::move(preset).value();
  named.name = trimmed(name);
  const auto to = path_for(named.name);
  if (!to) return to.error();
  const bool same = to.value() == path;
  auto end = write(to.value(), text_from_preset(named), same);
  if (!end || end.value().taken || same) return end;
  if (::unlink(path.c_str()) == 0) return end;
  const Error why = failure("renamed", path);
  discard_file(to.value());
  return why;
}

Result<RemovedPreset> remove_preset(const std::string& path) {
  auto bytes = read_file(path, kMaxPresetBytes);
  if (!bytes) return bytes.error();
  if (::unlink(path.c_str()) != 0) return failure("removed", path);
  return RemovedPreset{path, std::move(bytes).value()};
}

Result<PresetEnd> put_back(const RemovedPreset& removed) { return write(removed.path, removed.bytes, false); }

}  // namespace partials
