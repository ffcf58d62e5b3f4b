// SPDX-License-Identifier: MIT
#include "describe.h"

#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "system/file.h"

namespace partials::describe {

std::optional<int> answer(const CLI::App& app, int argc, char** argv, const std::string& version,
                          const Extras& extras) {
  namespace fs = std::filesystem;
  if (argc != 3 || std::string_view(argv[1]) != "--describe") return std::nullopt;
  const Program p = tables_of(app, fs::path(argv[0]).filename().string(), version);
  std::vector<File> files = man_pages(p, extras);
  for (auto write : {bash_completion, zsh_completion, fish_completion}) files.push_back(write(p));
  for (const File& f : files) {
    const fs::path to = fs::path(argv[2]) / f.path;
    std::error_code failed;  // if the folder cannot be made, the next line reports the failed write
    fs::create_directories(to.parent_path(), failed);
    if (const auto done = atomic_write(to.string(), f.text); !done) {
      std::fprintf(stderr, "%s: %s\n", p.root.name.c_str(), done.error().text.c_str());
      return 1;
    }
  }
  return 0;
}

}  // namespace partials::describe
