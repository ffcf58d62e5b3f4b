// SPDX-License-Identifier: MIT
// NAME.partials: one safetensors file. Tensors: the weights by name "node.weight", and golden.* (a second of input and the output
// that belongs to it). Metadata, all JSON text: graph, analyser, card, known_range, notes, partials (format version, minimum reader
// version, required features, hash of the weights), and file_sha256, the checksum of the whole file (graph/checksum.h). Data only:
// nothing in it is executed, no path in it is opened. Loading checks everything, then plays the golden input and compares.
#pragma once
#include <string>

#include "graph/model.h"

namespace partials {

inline constexpr int kModelFormat = 2;  // 2: with a checksum. What this version writes, and the newest that it reads

Result<Model> load_model(const std::string& path);
Result<Model> model_from_bytes(const std::string& bytes, const std::string& file);
// Of a file that somebody changed on purpose: the checksum and the hash of the weights are not asked for, and a golden example that
// no longer fits is made again. All else is checked. Saving the model gives a sound file.
Result<Model> model_from_changed_bytes(const std::string& bytes, const std::string& file);
// What load_model would refuse is not written. By a temporary file and a rename.
Result<void> save_model(const Model& model, const std::string& path);
std::string bytes_from_model(const Model& model);

// Fills model.golden by playing these controls (one value per frame) through the model.
Result<void> make_golden(Model& model, const std::vector<float>& f0_hz, const std::vector<float>& loudness_db);

}  // namespace partials
