// SPDX-License-Identifier: MIT
// A folder for what is kept, with those above it. Throws std::runtime_error with one sentence.
#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>

namespace partials {

inline void make_folder(const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    throw std::runtime_error("Cannot make the folder '" + folder + "': " + failed.message() +
                             "; check free space and permissions.");
}

}  // namespace partials
