// SPDX-License-Identifier: MIT
// The size of a body from its bones, and from that a guess of the unit that a file was written in.
#pragma once
#include <string>

#include "families/motion/skeleton.h"

namespace partials::motion {

// The height of a standing person with these bones, in the unit of the offsets: the longest way over bones
// between the ends of two limbs (in people, hand to foot) divided by 1.4, which is what the segment lengths
// of Drillis and Contini (1966) give for a hand without fingers. A root above the hips does not count.
double body_height(const Skeleton& skeleton);

struct UnitGuess {
  double metres_per_unit = 1;
  std::string sentence;  // "The body would be 1.74 m tall in centimetres, which are taken as the unit."
};

// The unit, of those in use, in which the body is closest to 1.7 m; the metre where none makes it a person.
UnitGuess guess_unit(const Skeleton& skeleton);

}  // namespace partials::motion
