// SPDX-License-Identifier: MIT
// Writes a board's model as a C header and source.
#pragma once
#include <string>

#include "export/board_model.h"

namespace partials {

struct BoardSource {
  std::string header, source;
};
// name: a C identifier, the name of the model's constant. title: for people, in a comment.
BoardSource board_source(const BoardModel& model, const std::string& name, const std::string& title);

// A C identifier made of a file's name: other characters become underscores.
std::string c_name(const std::string& file_stem);

}  // namespace partials
