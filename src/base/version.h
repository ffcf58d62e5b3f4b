// SPDX-License-Identifier: MIT
// The version of this library, set only in CMakeLists.txt. It is compiled into one file, so that a new
// version rebuilds nothing else.
#pragma once

namespace partials {

struct VersionNumbers {
  unsigned char major, minor, patch;
};

const char* library_version();  // "1.2.3"
VersionNumbers library_version_numbers();

}  // namespace partials
