// SPDX-License-Identifier: MIT
// Adds repetitions to a log of practice (families/motion/practice_log.h), each line with one system call as
// it arises, so a killed process loses none. A file that is something else is refused, never changed. [one
// thread]
#pragma once
#include <string>

#include "families/motion/practice_log.h"

namespace partials::body {

class PracticeWriter {
 public:
  PracticeWriter() = default;
  ~PracticeWriter();
  PracticeWriter(const PracticeWriter&) = delete;
  PracticeWriter& operator=(const PracticeWriter&) = delete;

  // A new file, or the end of one that is there; a line that was cut there is ended.
  Result<void> open(const std::string& path);
  Result<void> write(const motion::PracticeEntry& entry);
  Result<void> finish();  // flushes to the disk and closes

 private:
  Result<void> append(std::string_view text);

  std::string path_;
  int file_ = -1;
};

}  // namespace partials::body
