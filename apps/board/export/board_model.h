// SPDX-License-Identifier: MIT
// A model compiled for a board: the tables of partials/partials_board.h, made from a model by compiling its
// graph for one rate and block length, with its matrices rounded to bytes (graph/byte_weights.h).
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "families/instrument/played_notes.h"
#include "graph/plan.h"
#include "model/model.h"
#include "processor.h"

namespace partials {

struct BoardOptions {
  int voices = 1, rate_hz = 48000, max_block = 48;
  int spare = 1;  // voices beyond those, in which stolen ones fade out
};

class BoardModel {
 public:
  // Refuses models that a board cannot play: of another family, or with a part after the sum of the voices.
  static Result<BoardModel> make(const Model& model, const BoardOptions& options);

  const partials_board_model& tables() const { return tables_; }  // valid for as long as this lives
  const Model& rounded() const { return *model_; }                // what the tables play
  // Bytes that partials_board_init() asks for, where pointers have 32 bits, and here.
  size_t memory_bytes_32() const;
  size_t memory_bytes_here() const;
  size_t flash_bytes() const;  // of the tables, where pointers have 32 bits

  // For who writes them down, by node: its id and processor, and its weights.
  struct Node {
    std::string id, processor;
    const Setup* setup;
    const Spec* spec;
    std::vector<double> settings;
    std::vector<float> weights;    // of nodes that are not packed
    std::vector<uint32_t> packed;  // words
    std::vector<int> in_channels;
  };
  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  BoardModel() = default;
  void fill_wires();
  void fill_nodes();
  void fill_notes();

  BoardOptions options_;
  std::shared_ptr<const Model> model_;
  std::unique_ptr<Plan<float>> plan_;
  std::unique_ptr<PlayedNotes> notes_;
  std::vector<Node> nodes_;
  std::vector<partials_board_processor> processors_;
  std::vector<partials_board_wire> wires_;
  std::vector<partials_board_node> node_tables_;
  std::vector<partials_board_note> note_tables_;
  partials_board_model tables_{};
};

}  // namespace partials
