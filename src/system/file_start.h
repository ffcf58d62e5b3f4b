// SPDX-License-Identifier: MIT
// The start of a file, for lists of many large ones. Does not block on a pipe. [any-thread but audio]
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace partials {

class FileStart {
 public:
  explicit FileStart(const std::string& path);
  ~FileStart();
  FileStart(const FileStart&) = delete;
  FileStart& operator=(const FileStart&) = delete;

  int error() const { return error_; }  // an errno; 0: it is open
  bool is_regular() const { return regular_; }
  uint64_t size() const { return size_; }
  bool read(char* to, size_t n) const;  // its first n bytes; false: there are fewer, or it cannot be read

 private:
  int error_ = 0;
  bool regular_ = false;
  uint64_t size_ = 0;
  int fd_ = -1;
  void* stream_ = nullptr;  // where files are streams of the C library
};

}  // namespace partials
