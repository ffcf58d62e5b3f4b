// SPDX-License-Identifier: MIT
#include "body/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "system/file.h"

namespace partials::body {

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

Result<void> MappedFile::open(const std::string& path) {
  const auto refused = [&](const std::string& why, ErrorCode code) {
    return Error{"'" + path + "' cannot be read: " + why + "; check the name and the permissions.", code};
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return refused(std::strerror(errno), code_of_errno(errno));
  struct stat s {};
  const bool regular = fstat(file, &s) == 0 && S_ISREG(s.st_mode);
  void* at = regular && s.st_size > 0
                 ? mmap(nullptr, static_cast<size_t>(s.st_size), PROT_READ, MAP_PRIVATE, file, 0)
                 : nullptr;
  const int number = errno;
  close(file);
  if (!regular) return refused("it is not a regular file", ErrorCode::unsupported);
  if (at == MAP_FAILED) return refused(std::strerror(number), code_of_errno(number));
  if (at) bytes_ = {static_cast<const char*>(at), static_cast<size_t>(s.st_size)};
  return {};
}

}  // namespace partials::body
