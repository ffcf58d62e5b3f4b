// SPDX-License-Identifier: MIT
#include <cstdio>

#include "commands.h"

namespace partials::hosting {

Result<void> scan(const std::string& plugin, const std::string&) {
  for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect}) {
    auto opened = open_plugin(plugin, kind);
    if (!opened) return opened.error();
    auto p = std::move(opened).value();
    if (auto active = p->activate(48000, 512); !active) return active;
    const bool instrument = kind == PlayerKind::instrument;
    std::printf("%s: latency %d samples, tail %.2f s, state %zu bytes\n", instrument ? "instrument" : "effect", p->latency_samples(), p->tail_s(), p->save().size());
    for (int i = 0; i < kParameterCount; ++i) {
      const Parameter& q = kParameters[static_cast<size_t>(i)];
      if (instrument ? q.instrument : q.effect) std::printf("  %2d %-16s %-14s %s\n", i, q.id, p->text(i, p->value(i)).c_str(), q.help);
    }
  }
  return {};
}

}  // namespace partials::hosting
