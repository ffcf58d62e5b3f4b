// SPDX-License-Identifier: MIT
// Models by name: what a person writes where a program asks for a model. That is a file, or the name of a
// model in the model folders: its card's, or its file's without the ending; upper and lower case, '-', '_'
// and space are alike. Or the beginning of the SHA-256 of its file. In a build tree the repository's factory
// set is looked through as well. [main-thread]
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct KnownModel {
  std::string path, stem;     // stem: the file's name without its ending
  std::string name, licence;  // the card's; "" where it has none
  std::string problem;        // one sentence; "": the head of the file is sound
  uint64_t bytes = 0;
  bool has_checksum = true;
};

// In the order of the folders, within each by file name.
std::vector<KnownModel> known_models();
std::vector<std::string> known_model_folders();
std::string sha256_of_file(const std::string& path);  // "" where it cannot be read

// The file that is meant by `wanted`. A file of that name comes first. Files of one name that hold the same
// bytes are one model; several models of one name are refused in a sentence that lists them, and an unknown
// name in one that says the nearest.
Result<std::string> model_path(const std::string& wanted);

}  // namespace partials
