// SPDX-License-Identifier: MIT
// NAME.partials: one safetensors file. Tensors: the weights by name "node.weight", and golden.* (a short
// input and its expected output). Metadata, all JSON text: graph, card, the family's entries (for an
// instrument: analyser, known_range, notes), training (how to make it), partials (format, oldest reader,
// features, hash of the weights, family), and file_sha256, the checksum of the whole file (model/checksum.h).
// Data only: nothing in it is executed, no path in it is opened. Reading checks everything, then plays the
// golden input and compares the output. families/model_loading.h reads and writes the models of all families.
#pragma once
#include <string>

#include "model/family_format.h"

namespace partials {

// 2: with a checksum. The format that this version writes, and the newest that it reads
inline constexpr int kModelFormat = 2;

enum class Reading {
  strict,
  // the user changed the file on purpose: the checksum and the hash of the weights are ignored, and a golden
  // example that no longer matches is recomputed. Everything else is checked. Writing the model gives a valid
  // file.
  changed,
};

Result<Model> read_model(const std::string& bytes, const std::string& file, FindFormat find,
                         Reading reading = Reading::strict);
std::string write_model(const Model& model, const FamilyFormat& format);

}  // namespace partials
