// SPDX-License-Identifier: MIT
// The shipped models (factory/), sorted by name.
#pragma once
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace partials::test {

inline std::vector<std::string> factory_models() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(PARTIALS_SOURCE_DIR "/factory"))
    if (entry.path().extension() == ".partials") found.push_back(entry.path().string());
  std::sort(found.begin(), found.end());
  return found;
}

// "tenor_sax": as the name of a test.
inline std::string word_of(const std::string& model) {
  std::string name = std::filesystem::path(model).stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace partials::test
