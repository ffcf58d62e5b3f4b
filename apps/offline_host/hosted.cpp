// SPDX-License-Identifier: MIT
#include "hosted.h"

#include <filesystem>

#include "support/alloc_counter.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials::hosting {

void Hosted::process(const Block& block) {
  out_events_.clear();
  bring(block);
  test::NoAllocation counted;
  run(block);
  allocations_ += counted.count();
}

Result<std::unique_ptr<Hosted>> open_plugin(const std::string& path, PlayerKind kind) {
  const std::string suffix = std::filesystem::path(path).extension().string();
  if (suffix == ".clap") return open_clap(path, kind);
  return Error{"'" + path + "' is no plug-in that this host knows by its name; give a .clap file."};
}

}  // namespace partials::hosting
