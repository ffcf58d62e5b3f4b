// SPDX-License-Identifier: MIT
// --practice FILE: the repetitions of a session are added to a log, and `partials body practice` reads it.
#pragma once
#include <string>

#include "body/map_session.h"
#include "body/practice_writer.h"

namespace partials {

struct PracticeOptions {
  std::string file;   // empty: no log
  std::string input;  // that is counted; empty: the one that moves farthest in the calibration
};

class PracticeFile {
 public:
  // Throws Stop: the file cannot be written or is something else; the mapping has no such input.
  PracticeFile(body::MapSession& session, const PracticeOptions& options);
  void keep(body::MapSession& session);  // after every step; throws Stop where the disk is full
  void finish();

 private:
  body::PracticeWriter writer_;
  bool open_ = false;
};

// Sessions and trends of a log; throws Stop.
void print_practice(const std::string& file, bool json);

}  // namespace partials
