// SPDX-License-Identifier: MIT
// A lock that one process at a time holds, by a file beside the one that it guards. On a system without
// locks, or where the file cannot be made, it has no effect.
//   [any thread that may wait, so not the audio thread]
#pragma once
#include <string>

namespace partials {

class FileLock {
 public:
  explicit FileLock(const std::string& path);  // waits
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace partials
