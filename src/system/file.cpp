// SPDX-License-Identifier: MIT
// POSIX implementation of system/file.h: open, write, fsync, rename, fsync of the folder.
#include "system/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>

namespace partials {
namespace {

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

Error failure(const std::string& what, const std::string& path, const char* remedy) {
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  return Error{what + " '" + path + "': " + std::strerror(errno) + "; " +
                   (full ? "check free space on the disk" : remedy) + ".",
               code_of_errno(errno)};
}

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "./" : path.substr(0, slash + 1);
}

// The target of a symbolic link, whether it exists or not; any other path is returned unchanged.
std::string followed(std::string path) {
  char target[PATH_MAX];
  for (int links = 0; links < 40; ++links) {
    const ssize_t n = ::readlink(path.c_str(), target, sizeof target);
    if (n <= 0 || n == sizeof target) break;
    path = (target[0] == '/' ? "" : folder_of(path)) + std::string(target, static_cast<size_t>(n));
  }
  return path;
}

void sync_folder_of(const std::string& path) {
  Descriptor d{::open(folder_of(path).c_str(), O_RDONLY | O_CLOEXEC)};
  if (d.fd >= 0) (void)::fsync(d.fd);  // some file systems refuse; the rename is atomic all the same
}

}  // namespace

Result<std::string> read_file(const std::string& path, uint64_t max_bytes) {
  // do not block if the path is a pipe
  Descriptor d{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (d.fd < 0) return failure("cannot open", path, "check the name and the permissions");
  struct stat info;
  if (::fstat(d.fd, &info) != 0) return failure("cannot read", path, "check the disk");
  if (!S_ISREG(info.st_mode)) return Error{"'" + path + "' is not a file; name a file."};
  const uint64_t size = static_cast<uint64_t>(info.st_size);
  if (size > max_bytes)
    return Error{"'" + path + "' has " + std::to_string(size) + " bytes, more than the " +
                 std::to_string(max_bytes) + " allowed here; is it the right file?"};
  std::string bytes(size, '\0');
  size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(d.fd, bytes.data() + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failure("cannot read", path, "check the disk");
    if (n == 0)
      return Error{"'" + path + "' became shorter while it was read; try again.", ErrorCode::unreadable};
    done += static_cast<size_t>(n);
  }
  return bytes;
}

Result<void> can_write(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    return Error{"cannot write '" + path + "': it is not a regular file; name a file."};
  if (::access(folder_of(followed(path)).c_str(), W_OK) != 0)
    return failure("cannot write", path, "check that the folder exists and may be written to");
  return {};
}

std::string temporary_path(const std::string& path) {
  static std::atomic<unsigned> serial{0};
  return followed(path) + ".part" + std::to_string(::getpid()) + "-" + std::to_string(serial++);
}

void discard_file(const std::string& temporary) noexcept { ::unlink(temporary.c_str()); }

Result<void> commit_file(const std::string& temporary, const std::string& path) {
  const std::string target = followed(path);
  if (auto r = can_write(path); !r) {
    discard_file(temporary);
    return r;
  }
  {
    Descriptor d{::open(temporary.c_str(), O_RDONLY | O_CLOEXEC)};
    if (d.fd < 0 || ::fsync(d.fd) != 0) {
      const Error e = failure("cannot flush", temporary, "check free space on the disk");
      discard_file(temporary);
      return e;
    }
  }
  if (std::rename(temporary.c_str(), target.c_str()) != 0) {
    const Error e = failure("cannot write", path, "check that the folder exists and may be written to");
    discard_file(temporary);
    return e;
  }
  sync_folder_of(target);
  return {};
}

Result<void> atomic_write(const std::string& path, std::string_view bytes) {
  if (auto r = can_write(path); !r) return r;
  const std::string temporary = temporary_path(path);
  {
    Descriptor d{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
    if (d.fd < 0) return failure("cannot write", path, "check that the folder exists and may be written to");
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t n = ::write(d.fd, bytes.data() + done, bytes.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        const Error e = failure("cannot write", path, "check free space on the disk");
        discard_file(temporary);
        return e;
      }
      done += static_cast<size_t>(n);
    }
  }
  return commit_file(temporary, path);
}

}  // namespace partials
