// SPDX-License-Identifier: MIT
// Model files of every family that this build knows (model/model_file.h has the format).
#pragma once
#include <string>

#include "model/model_file.h"

namespace partials {

inline constexpr uint64_t kMaxModelBytes = uint64_t{1} << 30;          // of a file that is read at all
inline constexpr uint64_t kMaxHostedModelBytes = uint64_t{256} << 20;  // of one that a host loads

Result<Model> load_model(const std::string& path);
Result<Model> model_from_bytes(const std::string& bytes, const std::string& file);
// Of a file that somebody changed on purpose (Reading::changed).
Result<Model> model_from_changed_bytes(const std::string& bytes, const std::string& file);
// What load_model would refuse is not written. By a temporary file and a rename.
Result<void> save_model(const Model& model, const std::string& path);
std::string bytes_from_model(const Model& model);

}  // namespace partials
