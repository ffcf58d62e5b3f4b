// SPDX-License-Identifier: MIT
#include "families/conductor/train/style.h"

#include "families/conductor/train/dice.h"

namespace partials::conductor {
namespace {

constexpr Manner kManners[] = {{"legato", false, 1},   {"marcato", false, 1},     {"staccato", false, 1},
                               {"circular", false, 1}, {"small wrist", false, 1}, {"free", false, 3},
                               {"heavy", true, 1},     {"late click", true, 1},   {"pendulum", true, 1}};

void legato(Style& s, Dice& d) {
  s.roundness = d.between(1.5, 2.1);
  s.loop = d.between(0.15, 0.35);
  s.rebound = d.between(0.35, 0.65);
}
void marcato(Style& s, Dice& d) {
  s.roundness = d.between(0.9, 1.2);
  s.crest = d.between(0.42, 0.58);
  s.loop = d.between(0, 0.1);
}
void staccato(Style& s, Dice& d) {
  s.roundness = d.between(0.9, 1.3);
  s.dwell = d.between(0.4, 0.85);
  s.rebound = d.between(0.25, 0.45);
  s.size_m *= 0.6;
}
void circular(Style& s, Dice& d) {
  s.circle = d.between(0.6, 1);
  s.roundness = 2;
  s.rebound = d.between(0.6, 1);
}
void small_wrist(Style& s, Dice& d) {
  s.size_m = d.between(0.05, 0.09);
  s.roundness = d.between(1, 1.7);
  s.sway_m = 0.01;
}
void free_style(Style& s, Dice& d) {
  s.width = d.between(0.5, 1.6);
  s.rebound = d.between(0.25, 0.7);
  s.crest = d.between(0.38, 0.62);
  s.roundness = d.between(0.9, 2.1);
  s.loop = d.between(-0.2, 0.3);
  s.circle = d.chance(0.3) ? d.between(0, 0.6) : 0;
}
void heavy(Style& s, Dice& d) {
  s.crest = d.between(0.6, 0.7);
  s.roundness = d.between(1.1, 1.4);
  s.rebound = d.between(0.6, 0.8);
  s.size_m *= 1.3;
  s.sway_m = 0.04;
}
void late_click(Style& s, Dice& d) {
  s.late_s = d.between(0.02, 0.035);
  s.roundness = d.between(1.3, 1.8);
}
void pendulum(Style& s, Dice& d) {
  s.width = d.between(1.5, 2.2);
  s.rebound = d.between(0.3, 0.4);
  s.roundness = d.between(1.7, 2.1);
  s.loop = 0;
}

constexpr void (*kMake[])(Style&, Dice&) = {legato,     marcato, staccato,   circular, small_wrist,
                                            free_style, heavy,   late_click, pendulum};
static_assert(std::size(kMake) == std::size(kManners));

}  // namespace

std::span<const Manner> manners() { return kManners; }

Style style_of(size_t manner, int number, uint64_t seed) {
  Dice d(stream_key(seed, manner, static_cast<uint64_t>(number)));
  Style s;
  s.size_m = d.log_between(0.15, 0.4);
  s.width = d.between(0.7, 1.3);
  s.rebound = d.between(0.3, 0.6);
  s.crest = d.between(0.4, 0.6);
  s.roundness = d.between(1.1, 1.8);
  s.dwell = d.between(0, 0.3);
  s.loop = d.between(-0.1, 0.2);
  s.depth = d.between(0, 0.5);
  s.late_s = d.between(-0.01, 0.015);
  s.freedom = d.between(0.04, 0.15);
  s.sway_m = d.between(0.005, 0.03);
  kMake[manner](s, d);
  return s;
}

}  // namespace partials::conductor
