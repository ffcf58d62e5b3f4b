// SPDX-License-Identifier: MIT
// Takes of conducting that nobody has conducted: a person (style.h) leads a piece (tempo_course.h), and a
// camera, a sensor or a suit sees the hand, at 30 to 120 frames a second, with trembling, noise, lost frames
// and time stamps that are not when it looked. All is a pure function of the seed.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "families/conductor/train/hand_path.h"
#include "families/conductor/train/style.h"
#include "families/conductor/train/tempo_course.h"
#include "families/motion/take.h"

namespace partials::conductor {

struct Watching {
  double rate_hz = 60;
  double noise_m = 0.002;     // deviation of every place
  double jitter_s = 0.003;    // deviation of a frame from its turn
  double stamp_s = 0.002;     // deviation of its time stamp from when it was seen
  double lost = 0.01;         // share of the frames
  double turned_deg = 0;      // the conductor against the camera, about the vertical
  double lean_deg = 0;        // of the plane of the figure towards the orchestra
  bool mirrored = false;      // the left hand, which draws the mirror image
  Place origin{0, 1.1, 0.3};  // m
};

// One take: channels right_wrist.x .y .z (m), and the truth about each frame's time stamp: conducted.beat
// (position in beats), conducted.of_bar (1 to 4), conducted.tempo (beats a minute of the coming beat),
// conducted.going (1; 0 where the hand rests), conducted.size (octaves).
motion::Take conducted_take(const Style& style, const Piece& piece, const Watching& watching, uint64_t key);

enum class People : uint8_t { seen, unseen };  // manners to learn from; those that are kept for judging

struct GeneratorOptions {
  uint64_t seed = 1;
  int people_per_manner = 4, takes_per_person = 8;
  double take_s = 40;
  People people = People::seen;
};
inline constexpr double kMostHours = 24;  // of takes at once, some 2 GB

// Hours of all takes that generate() makes.
double generated_hours(const GeneratorOptions& options);
// takes[i].person is "legato 1" and the like; session is the person's, licence CC0-1.0.
std::vector<motion::Take> generate(const GeneratorOptions& options);

}  // namespace partials::conductor
