// SPDX-License-Identifier: MIT
// What a family of models adds to a model file. The file itself knows no family (model/model_file.h): it is
// given these.
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
  // What a plan cannot know to be wrong with a graph.
  Result<void> (*check)(const Graph& graph);
  // The family's own entries, read and checked; `file` is for messages.
  Result<std::shared_ptr<const ModelPart>> (*read)(const Metadata& metadata, const std::string& file);
  void (*write)(const Model& model, Metadata& metadata);
  // Inputs that follow from others are added where the graph asks for them.
  void (*derive)(const Graph& graph, double hop_s, Tracks& inputs);
};

// Null: this build does not know the family. "": the family of files that name none.
using FindFormat = const FamilyFormat* (*)(std::string_view id);

}  // namespace partials
