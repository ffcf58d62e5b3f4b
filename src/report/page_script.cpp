// SPDX-License-Identifier: MIT
#include "report/page_script.h"

#include <algorithm>

namespace partials {
namespace {

// Written by CMake from the files in src/report/figure.
struct Embedded {
  std::string_view name, contents;
};
constexpr Embedded kEmbedded[] = {
#define X(name, text) {name, text},
#include "page_scripts.inc"
#undef X
};

}  // namespace

std::string_view page_script(std::string_view name) {
  for (const Embedded& e : kEmbedded)
    if (e.name == name) return e.contents;
  return "";
}

std::string joined_modules(std::span<const std::string_view> modules) {
  constexpr std::string_view kExport = "export ";
  std::string all;
  for (const std::string_view text : modules)
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      std::string_view line = text.substr(at, end - at);
      at = end + 1;
      if (line.starts_with("import ")) continue;
      if (line.starts_with(kExport)) line.remove_prefix(kExport.size());
      all.append(line).append("\n");
    }
  return all;
}

}  // namespace partials
