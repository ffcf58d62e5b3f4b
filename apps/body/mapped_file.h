// SPDX-License-Identifier: MIT
// A memory-mapped file, so that a recording may be larger than memory. [one thread]
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials::body {

class MappedFile {
 public:
  MappedFile() = default;
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  Result<void> open(const std::string& path);
  std::string_view bytes() const noexcept { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace partials::body
