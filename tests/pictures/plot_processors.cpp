// SPDX-License-Identifier: MIT
// plot_processors DOCS: writes DOCS/processors.md and its pictures, DOCS/pictures/processors/ID.svg
// (tools/plot_processors).
#include <cstdio>
#include <filesystem>

#include "graph/processor_table.h"
#include "pictures/processor_plots.h"
#include "system/file.h"

int main(int argc, char** argv) {
  using namespace partials;
  using namespace partials::test;
  if (argc != 2) {
    std::fprintf(stderr, "usage: plot_processors DOCS\n");
    return 2;
  }
  const std::string docs = argv[1], folder = docs + "/pictures/processors";
  std::filesystem::create_directories(folder);
  std::vector<std::pair<std::string, std::string>> files{
      {docs + "/processors.md", processor_reference(drawn_processors())}};
  for (const ProcessorPlot& p : processor_plots()) files.push_back({folder + "/" + p.id + ".svg", svg_of(p)});
  for (const auto& [path, text] : files)
    if (const auto written = atomic_write(path, text); !written) {
      std::fprintf(stderr, "%s\n", written.error().text.c_str());
      return 1;
    }
  std::printf("%s/processors.md and %zu pictures are written\n", docs.c_str(), files.size() - 1);
}
