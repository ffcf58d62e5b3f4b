// SPDX-License-Identifier: MIT
// The page of a mapping at work.
#pragma once
#include <functional>
#include <string>

#include "body/map_session.h"
#include "practice_file.h"

namespace partials {

struct ShowOptions {
  std::string file;       // of the mapping; where it is saved
  std::string mediapipe;  // folder of the npm package; empty: the usual one
  std::string take;       // plays in place of a sender, again and again; empty: none
  int page_port = 0;      // 0: any
  double seconds = 0;     // 0: until Ctrl-C
  PracticeOptions practice;
};

// Throws Stop: the page cannot be served, the take cannot be read.
void show(body::MapSession& session, const ShowOptions& options);

}  // namespace partials
