// SPDX-License-Identifier: MIT
// Favourites and recent models of this user, in XDG config partials/library.json:
//   {"version": 1, "favourites": [{"path", "sha256", "at"}], "recent": [{...}]}
//   at: seconds since 1970; newest first
// Written by temporary file, flush and rename, under a lock file beside it: every change is applied to the
// current contents, so that the marks of two processes are merged. Bounded. A file that cannot be read is
// renamed to library.json.broken and a new one is started. Unknown entries are kept. Any one thread; waits
// for the disk.
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
  explicit LibraryFile(std::string path);  // standard_path(), or another path in a test
  static std::string standard_path();
  // Reads the file. `message`: one sentence if there was a problem; the marks are then those that could be
  // read.
  LibraryMarks read(std::string& message) const;
  // Applies the change to the current file and returns its new contents.
  Result<LibraryMarks> change(const LibraryChange& change, std::string& message) const;

 private:
  std::string path_;
};

}  // namespace partials
