// SPDX-License-Identifier: MIT
#include "families/motion/even_take.h"

#include "families/motion/uneven_frames.h"

namespace partials::motion {

Take even_take(const Take& take, double hop_s) {
  Take even = take;
  even.times_s.clear();
  even.values.clear();
  even.labels.clear();
  if (take.frames() == 0) return even;
  UnevenFrames frames;
  frames.prepare(take.channels.size(), hop_s);
  const double first_s = take.times_s.front(), last_s = take.times_s.back() + frames.delay_s();
  const auto count = static_cast<size_t>((last_s - first_s) / hop_s + 1e-9) + 1;
  even.values.resize(count * take.channels.size());
  size_t next = 0, shown = 0;
  for (size_t n = 0; n < count; ++n) {
    const double time_s = first_s + static_cast<double>(n) * hop_s, at_s = time_s - frames.delay_s();
    for (; next < take.frames() && take.times_s[next] <= time_s; ++next)
      frames.push(take.times_s[next], take.frame(next));
    even.times_s.push_back(static_cast<double>(n) * hop_s);
    frames.frame(time_s, even.frame(n));
    while (shown + 1 < next && take.times_s[shown + 1] <= at_s) ++shown;
    if (!take.labels.empty()) even.labels.push_back(take.labels[shown]);
  }
  return even;
}

}  // namespace partials::motion
