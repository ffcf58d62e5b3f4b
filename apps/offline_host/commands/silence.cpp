// SPDX-License-Identifier: MIT
// An hour without notes or input, as fast as possible: cost of the first and the last minute, and the
// output peak.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/clocks.h"
#include "commands.h"

namespace partials::hosting {

Result<void> silence(const std::string& plugin, const std::string& model) {
  auto file = ModelOnDisk::find(model);
  if (!file) return file.error();
  constexpr int kBlock = 512, kMinute = 60 * 48000 / kBlock;
  const auto kinds = kinds_of(plugin);
  if (kinds.empty()) return open_plugin(plugin, PlayerKind::instrument).error();
  for (const PlayerKind kind : kinds) {
    auto opened = ready(plugin, kind, file.value()->path(), 48000, kBlock);
    if (!opened) return opened.error();
    Hosted& p = *opened.value();
    // Plays something first, so that tails and states could persist.
    Script before{48000, {}, {}, {kBlock}};
    if (kind == PlayerKind::instrument)
      before.events = {note_on(0, 60, 0.8f), note_off(24000, 60)};
    else
      for (int i = 0; i < before.frames; ++i)
        before.in.push_back(i < 24000 ? 0.2f * static_cast<float>(std::sin(0.05 * i)) : 0.f);
    (void)play(p, before);
    std::vector<float> left(kBlock), right(kBlock);
    float* io[] = {left.data(), right.data()};
    double first = 0, last = 0, peak = 0;
    for (int minute = 0; minute < 60; ++minute) {
      double minute_peak = 0;
      const double from = cpu_s();
      for (int b = 0; b < kMinute; ++b) {
        std::fill(left.begin(), left.end(), 0.f);
        std::fill(right.begin(), right.end(), 0.f);
        p.process({io, kind == PlayerKind::effect ? 2 : 0, io, 2, kBlock, {}});
        for (float x : left) minute_peak = std::max(minute_peak, static_cast<double>(std::fabs(x)));
      }
      if (minute) peak = std::max(peak, minute_peak);
      (minute == 0 ? first : last) = cpu_s() - from;
    }
    std::printf(
        "%s: first minute %.1f ms (the tail is in it), last of 60 %.1f ms, ratio %.2f, peak after the first "
        "%g, heap calls %ld\n",
        kind == PlayerKind::effect ? "effect" : "instrument", 1e3 * first, 1e3 * last, last / first, peak,
        p.allocations());
  }
  return {};
}

}  // namespace partials::hosting
