// SPDX-License-Identifier: MIT
// By streams of the C library. There are no renames here: a write that fails may leave half a file.
#include "system/file.h"

#include <cstdio>
#include <cstring>

#include "system/file_start.h"

namespace partials {
namespace {

Error failure(const std::string& what, const std::string& path, int number, const char* remedy) {
  return Error{what + " '" + path + "': " + std::strerror(number) + "; " + remedy + ".",
               code_of_errno(number)};
}

}  // namespace

Result<std::string> read_file(const std::string& path, uint64_t max_bytes) {
  const FileStart file(path);
  if (file.error()) return failure("cannot open", path, file.error(), "check the name and the permissions");
  if (file.size() > max_bytes)
    return Error{"'" + path + "' has " + std::to_string(file.size()) + " bytes, more than the " +
                 std::to_string(max_bytes) + " allowed here; is it the right file?"};
  std::string bytes(static_cast<size_t>(file.size()), '\0');
  if (!file.read(bytes.data(), bytes.size())) return failure("cannot read", path, EIO, "check the disk");
  return bytes;
}

Result<void> can_write(const std::string&) { return {}; }

std::string temporary_path(const std::string& path) { return path + ".part"; }
void discard_file(const std::string& temporary) noexcept { std::remove(temporary.c_str()); }

Result<void> commit_file(const std::string& temporary, const std::string& path) {
  std::remove(path.c_str());  // not every file system replaces by renaming
  if (std::rename(temporary.c_str(), path.c_str()) == 0) return {};
  const int number = errno;
  discard_file(temporary);
  return failure("cannot write", path, number, "check that it may be written to");
}

Result<void> atomic_write(const std::string& path, std::string_view bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) return failure("cannot write", path, errno, "check that it may be written to");
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const int number = errno;
  if (std::fclose(file) == 0 && whole) return {};
  return failure("cannot write", path, number, "check free space");
}

}  // namespace partials
