// SPDX-License-Identifier: MIT
#include "body/page_files.h"

#include <array>
#include <filesystem>

#include "system/file.h"
#include "system/xdg.h"

namespace partials::body {
namespace {

constexpr uint64_t kLargest = 64 << 20;  // bytes; the heavy model has 28 MB

// Written by apps/body/page.cmake from the files in apps/body/page and src/report/figure.
struct Embedded {
  std::string_view name, contents;
};
constexpr Embedded kEmbedded[] = {
#define X(name, text) {name, text},
#include "page_files.inc"
#undef X
};

}  // namespace

std::string_view mime_type_of(std::string_view name) {
  struct Type {
    std::string_view ending, type;
  };
  constexpr Type kTypes[] = {{".html", "text/html; charset=utf-8"},
                             {".js", "text/javascript; charset=utf-8"},
                             {".css", "text/css; charset=utf-8"},
                             {".svg", "image/svg+xml"},
                             {".wasm", "application/wasm"}};
  for (const Type& t : kTypes)
    if (name.ends_with(t.ending)) return t.type;
  return "application/octet-stream";
}

const PageFile* find_page_file(std::string_view name) {
  static const auto files = [] {
    std::array<PageFile, std::size(kEmbedded)> all;
    for (size_t i = 0; i < all.size(); ++i)
      all[i] = {kEmbedded[i].name, mime_type_of(kEmbedded[i].name), kEmbedded[i].contents};
    return all;
  }();
  for (const PageFile& f : files)
    if (f.name == name) return &f;
  return nullptr;
}

std::string mediapipe_folder() {
  const std::string data = data_home();
  return data.empty() ? data : data + "/mediapipe";
}

bool has_mediapipe(const std::string& folder) {
  std::error_code e;
  return !folder.empty() && std::filesystem::is_regular_file(folder + "/pose.js", e);
}

Result<std::string> read_mediapipe(const std::string& folder, const std::string& name) {
  if (folder.empty() || name.empty() || name[0] == '.' || name.find_first_of("/\\") != std::string::npos ||
      name.find('\0') != std::string::npos)
    return Error{"There is no such file.", ErrorCode::missing};
  return read_file(folder + "/" + name, kLargest);
}

}  // namespace partials::body
