// SPDX-License-Identifier: MIT
#include "base/version.h"

namespace partials {

const char* library_version() { return PARTIALS_VERSION; }
VersionNumbers library_version_numbers() { return {PARTIALS_VERSION_NUMBERS}; }

}  // namespace partials
