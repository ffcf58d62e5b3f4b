// SPDX-License-Identifier: MIT
#include "families/motion/body_unit.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"

namespace partials::motion {
namespace {

struct Unit {
  double metres;
  const char* name;
};

// The last but one is the unit of CMU's database: 1/0.45 inch.
constexpr Unit kUnits[] = {{1, "metres"},
                           {0.01, "centimetres"},
                           {0.001, "millimetres"},
                           {0.0254, "inches"},
                           {0.0254 / 0.45, "CMU's units of 5.64 cm"},
                           {0.3048, "feet"}};
constexpr double kUsualHeightM = 1.7, kLowestM = 1.0, kHighestM = 2.6;

double length(const Vec3& v) { return std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]); }

}  // namespace

double body_height(const Skeleton& skeleton) {
  const auto& joints = skeleton.joints;
  std::vector<double> reach(joints.size(), 0);  // from a joint to the farthest end below it
  double longest = 0;
  for (size_t j = joints.size(); j-- > 1;) {
    const auto parent = static_cast<size_t>(joints[j].parent);
    const double through = reach[j] + length(joints[j].offset);
    longest = std::max(longest, reach[parent] > 0 ? reach[parent] + through : 0);
    reach[parent] = std::max(reach[parent], through);
  }
  return longest / 1.4;
}

UnitGuess guess_unit(const Skeleton& skeleton) {
  const double height = body_height(skeleton);
  const auto distance = [&](const Unit& u) { return std::fabs(std::log(height * u.metres / kUsualHeightM)); };
  if (height > 0) {
    const Unit* best =
        std::min_element(std::begin(kUnits), std::end(kUnits),
                         [&](const Unit& a, const Unit& b) { return distance(a) < distance(b); });
    const double metres = height * best->metres;
    if (metres >= kLowestM && metres <= kHighestM)
      return {best->metres, std::string("The unit is not written in the file; ") + best->name +
                                " are taken, in which the body is about " + plain_number(metres, 1) +
                                " m tall."};
  }
  return {1,
          "The unit is not written in the file, and in none of the usual units is this a person's body; "
          "metres are taken, so say how many metres a unit has where that is wrong."};
}

}  // namespace partials::motion
