// SPDX-License-Identifier: MIT
// A model: everything that is needed to play one instrument, effect, room or movement, and to verify it.
// Stored as one file (model/model_file.h). Data of a single family is its ModelPart, which this code does not
// read.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "graph/weights.h"
#include "model/card.h"

namespace partials {

// Values over time by name: [frames or samples][channels] of an input or output of a graph.
using Tracks = std::map<std::string, std::vector<float>>;

// A short input and its expected output: verifies a player.
struct Golden {
  int rate_hz = 0;
  uint64_t seed = 0;
  Tracks inputs;   // the stored ones; the family derives the others (FamilyFormat::derive)
  Tracks outputs;  // the output of a plan of width 1 at that rate and seed
};

struct ModelPart {
  virtual ~ModelPart() = default;
};

struct Model {
  std::string family;  // id of the family; "": the family of files without the entry
  Graph graph;
  std::vector<float> weights;  // flat, in the order of table
  WeightTable table;
  std::shared_ptr<const ModelPart> part;
  Card card;
  // how to make it again, as the text of a JSON object (runs/recipe.h); "": not known, as in older files
  std::string training;
  Golden golden;
  // false: read from a file of format 1, in which damage outside the weights is not detected
  bool has_checksum = true;
};

}  // namespace partials
