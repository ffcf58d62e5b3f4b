// SPDX-License-Identifier: MIT
// Model files of every family in this build (model/model_file.h has the format).
#pragma once
#include <string>

#include "model/model_file.h"

namespace partials {

inline constexpr uint64_t kMaxModelBytes = uint64_t{1} << 30;          // largest file that is read
inline constexpr uint64_t kMaxHostedModelBytes = uint64_t{256} << 20;  // largest file that a host loads

Result<Model> load_model(const std::string& path);
Result<Model> model_from_bytes(const std::string& bytes, const std::string& file);
// For a file that the user changed on purpose (Reading::changed).
Result<Model> model_from_changed_bytes(const std::string& bytes, const std::string& file);
// Does not write a model that load_model would refuse. Writes a temporary file and renames it.
Result<void> save_model(const Model& model, const std::string& path);
std::string bytes_from_model(const Model& model);

}  // namespace partials
