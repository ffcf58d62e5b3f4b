// SPDX-License-Identifier: MIT
#include "families/conductor/train/render_beats.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "base/need.h"
#include "families/conductor/hand_channels.h"
#include "families/conductor/hand_follower.h"
#include "families/motion/csv_writer.h"
#include "families/motion/train/take_folder.h"
#include "system/file.h"

namespace partials::conductor {

std::pair<std::string, nlohmann::json> render_beats(const Model& model, const RenderRequest& request) {
  const auto takes = motion::read_takes({request.input}).takes;
  if (takes.size() != 1)
    throw std::runtime_error("'" + request.input + "' holds " + std::to_string(takes.size()) +
                             " takes; name a file with one.");
  const motion::Take hand = need(hand_of(takes.front(), ""));
  HandFollower follower = need(HandFollower::create(model));
  motion::Take out;
  out.channels = {{"conducted.beat", "beats"},   {"conducted.of_bar", "beats"}, {"conducted.tempo", "bpm"},
                  {"conducted.going", "0 or 1"}, {"conducted.size", "octaves"}, {"trust", "0 to 1"}};
  size_t next = 0;
  const double first_s = hand.times_s.front();
  for (int n = 0; first_s + n * follower.hop_s() <= hand.times_s.back(); ++n) {
    const double now_s = first_s + n * follower.hop_s();
    for (; next < hand.frames() && hand.times_s[next] <= now_s; ++next)
      follower.packet(hand.times_s[next], hand.frame(next));
    follower.frame(now_s);
    const Reading& r = follower.reading();
    out.times_s.push_back(now_s);
    for (const double x : {follower.clock().beat(), static_cast<double>(r.of_bar),
                           60 * follower.clock().tempo(), r.going ? 1.0 : 0.0, r.size, r.trust})
      out.values.push_back(static_cast<float>(x));
  }
  need(atomic_write(request.output, motion::csv_from_take(out)));
  const double beats = std::max(0.0, std::floor(follower.clock().beat()) + 1);
  return {fmt::format("{}: {} frames, {:.0f} beats", request.output, out.frames(), beats),
          {{"output", request.output}, {"frames", out.frames()}, {"beats", beats}}};
}

}  // namespace partials::conductor
