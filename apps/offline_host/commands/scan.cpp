// SPDX-License-Identifier: MIT
#include <cstdio>

#include "commands.h"

namespace partials::hosting {
namespace {

// As the plug-in's text, if the format supports it.
std::string shown_value(const Hosted& p, int index) {
  const double value = p.value(index);
  return p.abilities().texts ? p.text(index, value) : text_of(index, static_cast<float>(value));
}

}  // namespace

Result<void> scan(const std::string& plugin, const std::string&) {
  const auto kinds = kinds_of(plugin);
  if (kinds.empty()) return open_plugin(plugin, PlayerKind::instrument).error();
  for (const PlayerKind kind : kinds) {
    auto opened = open_plugin(plugin, kind);
    if (!opened) return opened.error();
    auto p = std::move(opened).value();
    if (auto active = p->activate(48000, 512); !active) return active;
    const bool instrument = kind == PlayerKind::instrument;
    std::printf("%s: latency %d samples, tail %.2f s, state %zu bytes\n",
                instrument ? "instrument" : "effect", p->latency_samples(), p->tail_s(), p->save().size());
    for (int i = 0; i < kParameterCount; ++i) {
      const Parameter& q = kParameters[static_cast<size_t>(i)];
      if (instrument ? q.instrument : q.effect)
        std::printf("  %2d %-16s %-14s %s\n", i, q.id, shown_value(*p, i).c_str(), q.help);
    }
  }
  return {};
}

}  // namespace partials::hosting
