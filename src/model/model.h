// SPDX-License-Identifier: MIT
// A model: everything that one instrument, effect, room or movement needs in order to be played, and to be
// trusted. Stored as one file (model/model_file.h). What only one family of models has is its part
// (ModelPart), which nothing here looks into.
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

// A little input and the output that belongs to it: proves a player right.
struct Golden {
  int rate_hz = 0;
  uint64_t seed = 0;
  Tracks inputs;   // those that the family stores; it derives the others (FamilyFormat::derive)
  Tracks outputs;  // what a plan of width 1 of that rate and seed gives
};

struct ModelPart {
  virtual ~ModelPart() = default;
};

struct Model {
  std::string family;  // id of the family; "": the one that files without the entry belong to
  Graph graph;
  std::vector<float> weights;  // flat, in the order of table
  WeightTable table;
  std::shared_ptr<const ModelPart> part;
  Card card;
  Golden golden;
  // false: read from a file of format 1, in which damage outside the weights goes unnoticed
  bool has_checksum = true;
};

}  // namespace partials
