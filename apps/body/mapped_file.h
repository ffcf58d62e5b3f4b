// SPDX-License-Identifier: MIT
// A file in memory without reading it first: recordings may be longer than memory is large. [one thread]
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
