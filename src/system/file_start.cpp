// SPDX-License-Identifier: MIT
#include "system/file_start.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace partials {

FileStart::FileStart(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  struct stat info {};
  if (fd_ < 0 || ::fstat(fd_, &info) != 0) {
    error_ = errno;
    return;
  }
  regular_ = S_ISREG(info.st_mode);
  size_ = static_cast<uint64_t>(info.st_size);
}

FileStart::~FileStart() {
  if (fd_ >= 0) ::close(fd_);
}

bool FileStart::read(char* to, size_t n) const {
  for (size_t done = 0; done < n;) {
    const ssize_t got = ::pread(fd_, to + done, n - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<size_t>(got);
  }
  return true;
}

}  // namespace partials
