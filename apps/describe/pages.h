// SPDX-License-Identifier: MIT
// Files generated from the tables: their paths below a share/ folder, as systems expect them, and their
// text.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "tables.h"

namespace partials::describe {

struct File {
  std::string path, text;
};

// title, then what and text
using Sections = std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>>;

// Text of the manual that is not in the tables.
struct Extras {
  std::string description;
  Sections sections;
  std::vector<std::string> see_also;
};

std::vector<File> man_pages(const Program&, const Extras&);
File bash_completion(const Program&);
File zsh_completion(const Program&);
File fish_completion(const Program&);

}  // namespace partials::describe
