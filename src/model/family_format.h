// SPDX-License-Identifier: MIT
// What a family of models adds to a model file. model/model_file.h does not depend on any family: it receives
// these functions.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/frame_clock.h"
#include "base/result.h"
#include "model/model.h"

namespace partials {

using Metadata = std::map<std::string, std::string>;  // JSON text by key

struct FamilyFormat {
  // Checks a graph for errors that a plan cannot detect.
  Result<void> (*check)(const Graph& graph);
  // The family's own entries, read and checked; `file` is for messages.
  Result<std::shared_ptr<const ModelPart>> (*read)(const Metadata& metadata, const std::string& file);
  void (*write)(const Model& model, Metadata& metadata);
  // Adds the inputs that are computed from others, if the graph has them.
  void (*derive)(const Graph& graph, double hop_s, Tracks& inputs);
};

// Null: this build does not have the family. "": the family of files that name none.
using FindFormat = const FamilyFormat* (*)(std::string_view id);

}  // namespace partials
