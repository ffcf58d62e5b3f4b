// SPDX-License-Identifier: MIT
#include "families/motion/recognition.h"

#include <algorithm>

#include "families/motion/mapping.h"

namespace partials::motion {

namespace {
constexpr size_t kLongestName = 80;  // bytes, of what is recorded
}

void Recognition::prepare() { told_.reserve(kLongestName); }

std::string_view recognised_name(const LiveMapping& live, const Recognised& recognised) noexcept {
  if (!live.model() || recognised.best < 0) return {};
  const auto& names = mapping_of(*live.model()).names;
  const auto at = static_cast<size_t>(recognised.best);
  return at < names.size() ? std::string_view(names[at]) : std::string_view();
}

Recognised Recognition::frame(const LiveMapping& live, CueFader& fader) noexcept {
  Recognised now;
  const auto likelihood = live.output("likelihood");
  if (likelihood.empty()) return now;
  const auto best = std::max_element(likelihood.begin(), likelihood.end());
  const auto at = static_cast<size_t>(best - likelihood.begin());
  now.best = static_cast<int>(at);
  now.certainty = *best;
  const Mapping& mapping = mapping_of(*live.model());
  if (mapping.kind == MappingKind::follower) {
    const auto progress = live.output("progress"), speed = live.output("speed"),
               certainty = live.output("certainty");
    now.progress = at < progress.size() ? progress[at] : 0;
    now.speed = at < speed.size() ? speed[at] : 0;
    if (!certainty.empty()) now.certainty = certainty[std::min(at, certainty.size() - 1)];
  }
  if (now.certainty < kSureEnough) return now;
  const std::string_view name = recognised_name(live, now);
  if (name == told_) return now;
  told_ = name;
  if (!name.empty() && name != fader.called_name()) fader.call(name);
  return now;
}

}  // namespace partials::motion
