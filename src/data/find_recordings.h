// SPDX-License-Identifier: MIT
// Which files of some folders are recordings, and what else lies there and why it is left out. Companion
// files of other systems and programs, links that lead nowhere, folders in folders and formats that are not
// read never stop the rest.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct LeftOut {
  std::string path;
  std::string id;   // "companion", "format", "folder", "link", "special", "unreadable": for ever
  std::string why;  // in words
};

struct FoundRecordings {
  std::vector<std::string> files;  // sorted, each once
  std::vector<std::string> named;  // those without which nothing is to be done: the only one that was named
  std::vector<LeftOut> left_out;
};

// Folders are not searched deeper than they are named. An Error in one sentence for a name that is not there
// or a folder that is closed to us; an empty list of files is none.
Result<FoundRecordings> find_recordings(const std::vector<std::string>& paths);

// Sentences on what was left out, with remedies, one a kind: {text, remedy}.
struct LeftOutWords {
  std::string id, text, remedy;
  bool warn = true;
};
std::vector<LeftOutWords> words_on(const std::vector<LeftOut>& left_out);

}  // namespace partials
