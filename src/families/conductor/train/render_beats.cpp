// SPDX-License-Identifier: MIT
#include "families/conductor/train/render_beats.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/need.h"
#include "families/conductor/follow_take.h"
#include "families/motion/csv_writer.h"
#include "families/motion/train/take_folder.h"
#include "system/file.h"

namespace partials::conductor {

std::pair<std::string, nlohmann::json> render_beats(const Model& model, const RenderRequest& request) {
  const auto takes = motion::read_takes({request.input}).takes;
  if (takes.size() != 1)
    throw std::runtime_error("'" + request.input + "' holds " + std::to_string(takes.size()) +
                             " takes; name a file with one.");
  motion::Take out;
  out.channels = {{"conducted.beat", "beats"},   {"conducted.of_bar", "beats"}, {"conducted.tempo", "bpm"},
                  {"conducted.going", "0 or 1"}, {"conducted.size", "octaves"}, {"trust", "0 to 1"}};
  double beats = 0;
  need(follow_take(model, takes.front(), "", [&](double now_s, const HandFollower& follower) {
    const Reading& r = follower.reading();
    const BeatClock& clock = follower.clock();
    out.times_s.push_back(now_s);
    for (const double x : {clock.beat(), static_cast<double>(r.of_bar), 60 * clock.tempo(),
                           r.going ? 1.0 : 0.0, r.size, r.trust})
      out.values.push_back(static_cast<float>(x));
    beats = std::max(0.0, std::floor(clock.beat()) + 1);
    return true;
  }));
  need(atomic_write(request.output, motion::csv_from_take(out)));
  return {fmt::format("{}: {} frames, {:.0f} beats", request.output, out.frames(), beats),
          {{"output", request.output}, {"frames", out.frames()}, {"beats", beats}}};
}

}  // namespace partials::conductor
