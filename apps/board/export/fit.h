// SPDX-License-Identifier: MIT
// What a model needs on a board, estimated before it is flashed: constants, memory, and instructions a
// sample. The instructions are those of a linear model of every processor, whose factors were counted on an
// emulated Cortex-M7 (tests/board/profile_emulated.cpp); tests/board/run compares a whole voice with the
// emulator's count.
#pragma once
#include <string>

#include "export/board_model.h"

namespace partials {

struct Board {
  const char *id, *name;
  double clock_hz;
  size_t flash_bytes, memory_bytes;
  double cycles_per_instruction;  // a guess that leaves room for memory, and for arithmetic in double
};
const Board* find_board(const std::string& id);  // null: unknown
std::string board_names();

// Instructions of one voice on a Cortex-M7. f0_hz: of the note; low notes have more partials.
struct Instructions {
  double frame = 0;                             // when a frame begins
  double sample = 0;                            // of every sample, besides
  double block = 0;                             // of every call
  double network = 0, noise = 0, partials = 0;  // the largest parts, of a frame
  const char* largest() const;
  double mean(const partials_board_model& m) const;   // a sample
  double worst(const partials_board_model& m) const;  // a sample, in a block in which a frame begins
};
Instructions instructions_of(const BoardModel& model, double f0_hz);

// For people. board: the id of one; empty: all.
std::string fit_text(const BoardModel& model, const std::string& board);

}  // namespace partials
