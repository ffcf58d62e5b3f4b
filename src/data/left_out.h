// SPDX-License-Identifier: MIT
// Files that are in a folder of recordings and were not used, and why.
#pragma once
#include <string>
#include <vector>

namespace partials {

struct LeftOut {
  std::string path;
  std::string id;   // "companion", "format", "folder", "link", "special", "unreadable": permanent
  std::string why;  // in words
};

// Sentences on the files left out, with remedies, one for each kind: {text, remedy}.
struct LeftOutWords {
  std::string id, text, remedy;
  bool warn = true;
};
std::vector<LeftOutWords> words_on(const std::vector<LeftOut>& left_out);

}  // namespace partials
