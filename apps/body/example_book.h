// SPDX-License-Identifier: MIT
// Demonstrations as a person sees them: one row for each recording, which holds many poses or one gesture.
#pragma once
#include <string>
#include <vector>

#include "families/motion/demonstrations.h"

namespace partials::body {

struct ExampleRow {
  int64_t id = 0;
  std::string name;       // of the label, of the gesture, or the wanted values
  std::string recording;  // of its poses; empty for a gesture
  size_t frames = 0;
  bool muted = false;
};

// The rows of demonstrations, in the order in which they were made.
std::vector<ExampleRow> example_rows(const motion::Demonstrations& demonstrations);
// False: there is no such row.
bool mute_row(motion::Demonstrations& demonstrations, int64_t row, bool muted);
bool remove_row(motion::Demonstrations& demonstrations, int64_t row);

}  // namespace partials::body
