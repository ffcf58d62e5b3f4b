// SPDX-License-Identifier: MIT
// The version of this library, which CMakeLists.txt alone names. It is compiled into one file, so that a new
// one rebuilds nothing else.
#pragma once

namespace partials {

struct VersionNumbers {
  unsigned char major, minor, patch;
};

const char* library_version();  // "1.2.3"
VersionNumbers library_version_numbers();

}  // namespace partials
