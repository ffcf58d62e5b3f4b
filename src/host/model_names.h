// SPDX-License-Identifier: MIT
// Finds models by name: the text that a user enters for a model. It is a file, or the name of a model in the
// model folders: its card's name, or its file's name without the extension; case is ignored, and '-', '_' and
// space are equal. Or a version, NAME@3 or NAME@best (host/model_version.h). Or the beginning of the SHA-256
// of its file. In a build tree the repository's factory set is searched too. [main-thread]
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct KnownModel {
  std::string path, stem;     // stem: the file's name without its extension
  std::string name, licence;  // from the card; "" if it has none
  std::string problem;        // one sentence; "": the file's header is valid
  uint64_t bytes = 0;
  bool has_checksum = true;
};

// In the order of the folders, within each by file name.
std::vector<KnownModel> known_models();
std::vector<std::string> known_model_folders();
std::string sha256_of_file(const std::string& path);  // "" if it cannot be read

// The file that `wanted` refers to. A file of that name takes precedence. Files of the same name and content
// are one model; if several models have the name, the error lists them; for an unknown name the error gives
// the nearest.
Result<std::string> model_path(const std::string& wanted);

}  // namespace partials
