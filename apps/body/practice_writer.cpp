// SPDX-License-Identifier: MIT
#include "body/practice_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "system/file.h"

namespace partials::body {

PracticeWriter::~PracticeWriter() {
  if (file_ >= 0) close(file_);
}

Result<void> PracticeWriter::open(const std::string& path) {
  path_ = path;
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0644);
  struct stat is {};
  if (file_ < 0 || fstat(file_, &is) != 0 || !S_ISREG(is.st_mode))
    return Error{"'" + path + "' cannot be written: " + (file_ < 0 ? std::strerror(errno) : "it is no file") +
                     "; check the folder and its permissions.",
                 code_of_errno(errno)};
  if (is.st_size == 0) return append(motion::kPracticeHead);
  std::string head(motion::kPracticeHead.size(), '\0');
  const ssize_t read = pread(file_, head.data(), head.size(), 0);
  if (read != static_cast<ssize_t>(head.size()) || head != motion::kPracticeHead)
    return Error{"'" + path + "' exists and is no log of practice; choose another name."};
  char last = 0;
  if (pread(file_, &last, 1, is.st_size - 1) == 1 && last != '\n') return append("\n");
  return {};
}

Result<void> PracticeWriter::append(std::string_view text) {
  const ssize_t written = ::write(file_, text.data(), text.size());
  if (written == static_cast<ssize_t>(text.size())) return {};
  const std::string why = written < 0 ? std::strerror(errno) : "the disk is full";
  return Error{"'" + path_ + "' cannot be written further: " + why +
                   "; free some space. The repetitions before are in it.",
               ErrorCode::unreadable};
}

Result<void> PracticeWriter::write(const motion::PracticeEntry& entry) {
  return append(motion::practice_line(entry));
}

Result<void> PracticeWriter::finish() {
  const bool fine = fsync(file_) == 0 && close(file_) == 0;
  file_ = -1;
  if (fine) return {};
  return Error{"'" + path_ + "' cannot be flushed to the disk: " + std::strerror(errno) + "; check the disk.",
               ErrorCode::unreadable};
}

}  // namespace partials::body
