// SPDX-License-Identifier: MIT
// A model: everything that one instrument, effect or room needs in order to be played, and to be trusted. Stored as one file
// (graph/model_file.h).
#pragma once
#include <string>
#include <vector>

#include "analysis/analyser.h"
#include "graph/card.h"
#include "graph/graph.h"
#include "graph/note_shapes.h"
#include "graph/weights.h"

namespace partials {

// A few seconds of input and the output that belongs to it: proves a player right.
struct Golden {
  int rate_hz = 0;
  uint64_t seed = 0;
  std::vector<float> f0_hz, loudness_db;  // one per frame
  std::vector<float> audio;               // what a voice of that rate and seed gives
};

struct Model {
  Graph graph;
  std::vector<float> weights;  // flat, in the order of table
  WeightTable table;
  AnalyserSettings analyser;
  KnownRange known;
  NoteBook notes;
  Card card;
  Golden golden;
  bool has_checksum = true;  // false: read from a file of format 1, in which damage outside the weights goes unnoticed
};

}  // namespace partials
