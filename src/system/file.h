// SPDX-License-Identifier: MIT
// Reads and writes whole files, with bounded size and atomic replacement. A write goes to a temporary file
// beside the target, is flushed to the disk and then renamed, so a reader (or a crash) sees the old file or
// the new one, never half of one. A symbolic link is kept; its target is written. [main-thread]
#pragma once
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials {

// The error code that matches an errno value.
inline ErrorCode code_of_errno(int number) {
  if (number == ENOENT || number == ENOTDIR) return ErrorCode::missing;
  return number == ENOMEM ? ErrorCode::memory : ErrorCode::unreadable;
}

// The bytes of a regular file; an Error when it cannot be read or is larger than max_bytes.
Result<std::string> read_file(const std::string& path, uint64_t max_bytes);

// Whether the functions below can write to path: its folder exists and is writable, and path is not a device,
// pipe or folder (a rename would replace a device by a file).
Result<void> can_write(const std::string& path);

Result<void> atomic_write(const std::string& path, std::string_view bytes);

// For writers that need a path (an audio library): write to temporary_path(path), then commit or discard it.
std::string temporary_path(const std::string& path);
Result<void> commit_file(const std::string& temporary, const std::string& path);
void discard_file(const std::string& temporary) noexcept;

}  // namespace partials
