// SPDX-License-Identifier: MIT
// A system with one process.
#include "system/file_lock.h"

namespace partials {

FileLock::FileLock(const std::string&) {}
FileLock::~FileLock() = default;

}  // namespace partials
