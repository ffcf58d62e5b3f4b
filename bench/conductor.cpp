// SPDX-License-Identifier: MIT
// What a frame of the shipped conductor costs: resampling, features, network and clock, against the limit of
// 10 us. 'partials eval' measures how well it hears (docs/conductor.md).
#include <cstdlib>
#include <string>

#include "families/conductor/hand_follower.h"
#include "families/conductor/train/generator.h"
#include "families/model_loading.h"
#include "first_model.h"
#include "measure.h"

int main() {
  using namespace partials;
  constexpr double kLimit_us = 10;
  const auto model = model_from_bytes(std::string(first_conductor()), "conductor");
  auto made = model ? conductor::HandFollower::create(model.value())
                    : Result<conductor::HandFollower>(model.error());
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().text.c_str());
    return EXIT_FAILURE;
  }
  conductor::HandFollower& follower = made.value();
  const auto take = conductor::conducted_take({}, {}, {}, 1);
  size_t next = 0;
  double time_s = 0, round_s = 0;  // the take is played again and again
  const double frame_us = 1e6 * best_s(2000, 20, [&] {
    for (; take.times_s[next] + round_s <= time_s; next = (next + 1) % take.frames()) {
      follower.packet(take.times_s[next] + round_s, take.frame(next));
      if (next + 1 == take.frames()) round_s += take.times_s.back() + 0.01;
    }
    follower.frame(time_s);
    time_s += follower.hop_s();
  });
  std::printf("a frame: %.2f us, limit %.0f us, ratio %.2f\n", frame_us, kLimit_us, frame_us / kLimit_us);
  return frame_us <= kLimit_us ? EXIT_SUCCESS : EXIT_FAILURE;
}
