// SPDX-License-Identifier: MIT
// By streams of the C library, which a board or a browser may have for files of its own.
#include "system/file_start.h"

#include <cerrno>
#include <cstdio>

namespace partials {

FileStart::FileStart(const std::string& path) : stream_(std::fopen(path.c_str(), "rb")) {
  const auto stream = static_cast<std::FILE*>(stream_);
  const long size = stream && std::fseek(stream, 0, SEEK_END) == 0 ? std::ftell(stream) : -1;
  if (size < 0) {
    error_ = errno ? errno : ENOENT;
    return;
  }
  regular_ = true;
  size_ = static_cast<uint64_t>(size);
}

FileStart::~FileStart() {
  if (stream_) std::fclose(static_cast<std::FILE*>(stream_));
}

bool FileStart::read(char* to, size_t n) const {
  const auto stream = static_cast<std::FILE*>(stream_);
  return std::fseek(stream, 0, SEEK_SET) == 0 && std::fread(to, 1, n, stream) == n;
}

}  // namespace partials
