// SPDX-License-Identifier: MIT
// Favourites and recent models of this user, in XDG config partials/library.json:
//   {"version": 1, "favourites": [{"path", "sha256", "at"}], "recent": [{...}]}
//   at: seconds since 1970; the newest first
// Written by temporary file, flush and rename, under a lock beside it: every change is applied to what the
// file says then, so that two processes add to each other's marks. Bounded; a file that cannot be read is put
// aside as library.json.broken and a new one is begun. Unknown entries are kept. Any one thread; waits for
// the disk.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct ModelMark {
  std::string path, sha256;  // sha256 may be empty
  int64_t at_s = 0;
};

struct LibraryMarks {
  std::vector<ModelMark> favourites, recent;
};

struct LibraryChange {
  enum Kind { favourite, no_favourite, used } kind = used;
  ModelMark mark;
};

void apply(LibraryMarks& marks, const LibraryChange& change);

class LibraryFile {
 public:
  explicit LibraryFile(std::string path);  // standard_path(), or a test's
  static std::string standard_path();
  // What the file says now. `message`: one sentence where something was wrong; the marks are then what could
  // be saved of it.
  LibraryMarks read(std::string& message) const;
  // Applies the change to the file as it is now, and returns what it says then.
  Result<LibraryMarks> change(const LibraryChange& change, std::string& message) const;

 private:
  std::string path_;
};

}  // namespace partials
