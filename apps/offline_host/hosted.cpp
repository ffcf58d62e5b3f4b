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

Error no_such_kind(const std::string& path, PlayerKind kind) {
  return Error{"'" + path + "' has no plug-in of the kind '" +
               (kind == PlayerKind::instrument ? "instrument" : "effect") + "'."};
}

Result<std::unique_ptr<Hosted>> open_plugin(const std::string& path, PlayerKind kind) {
  std::string name = path;
  while (name.ends_with('/')) name.pop_back();
  const std::string suffix = std::filesystem::path(name).extension().string();
  if (suffix == ".clap") return open_clap(name, kind);
#if PARTIALS_HOSTS_DPF
  if (suffix == ".lv2") return open_lv2(name, kind);
  if (suffix == ".vst3") return open_vst3(name, kind);
#else
  if (suffix == ".lv2" || suffix == ".vst3")
    return Error{"'" + path +
                 "' cannot be played, because this host was built without DPF; install dpf-source "
                 "(tools/setup build) and build it again."};
#endif
  return Error{"'" + path +
               "' does not have the name of a plug-in; use a .clap file or a folder .lv2 or .vst3."};
}

std::vector<PlayerKind> kinds_of(const std::string& path) {
  std::vector<PlayerKind> kinds;
  for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect})
    if (open_plugin(path, kind)) kinds.push_back(kind);
  return kinds;
}

}  // namespace partials::hosting
