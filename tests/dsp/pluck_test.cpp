// SPDX-License-Identifier: MIT
// Facts of the plucked string: within a cent of its pitch and with its decay time at every rate; darker
// strings lose their high partials sooner. Guards against: detuning by whole-sample delays and by the loop
// filter.
#include "dsp/player.h"

namespace partials::test {
namespace {

Player string(double f0_hz, double decay_s, double brightness, int rate_hz) {
  Player p{{{"in", {Rate::sample, 1, [](int64_t t, int) { return t == 0 ? 1.0 : 0.0; }}},
            {"f0_hz", control(f0_hz)},
            {"decay_s", control(decay_s)},
            {"brightness", control(brightness)}}};
  p.rate_hz = rate_hz;
  return p;
}
size_t at(double seconds, int rate_hz) { return static_cast<size_t>(seconds * rate_hz); }

TEST(Pluck, IsInTuneAtEveryRate) {
  for (int rate : {44100, 48000, 96000})
    for (double hz : {82.41, 220.0, 659.26, 1318.5})
      EXPECT_LT(std::fabs(cents_off(string(hz, 5, 0.7, rate).play("pluck", rate), hz, rate)), 1)
          << hz << " Hz at " << rate;
}

TEST(Pluck, FallsBySixtyDecibelsInItsDecayTime) {
  for (int rate : {44100, 48000, 96000})
    for (double decay_s : {0.5, 2.0}) {
      const auto y = string(220, decay_s, 1, rate).play("pluck", rate);
      const double early = db_at(y, 220, rate, at(0.1, rate), at(0.3, rate)),
                   late = db_at(y, 220, rate, at(0.6, rate), at(0.8, rate));
      EXPECT_NEAR((early - late) / 0.5, 60 / decay_s, 0.01 * 60 / decay_s) << rate;
    }
}

TEST(Pluck, DarkStringsLoseTheirHighPartialsSooner) {
  auto tilt = [](double brightness) {
    const auto y = string(220, 3, brightness, 48000).play("pluck", 48000);
    return db_at(y, 220, 48000, at(0.3, 48000), at(0.6, 48000)) -
           db_at(y, 2200, 48000, at(0.3, 48000), at(0.6, 48000));
  };
  EXPECT_GT(tilt(0.3), tilt(0.9) + 6);
}

}  // namespace
}  // namespace partials::test
