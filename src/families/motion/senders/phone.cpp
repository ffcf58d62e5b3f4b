// SPDX-License-Identifier: MIT
// Phones (TouchOSC and similar): /accxyz, /accelerometer or /acceleration with x y z in g or m/s2; the
// message does not say which (InputSettings::acceleration_in_g). The axes of the phone are kept: x to its
// right, y to its top, z out of the screen, right-handed. Lying on its back it shows 1 g along z.
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

constexpr double kGravity = 9.80665;  // m/s2, standard

bool take(const osc::Message& m, Arrival& to) noexcept {
  if ((m.address != "/accxyz" && m.address != "/accelerometer" && m.address != "/acceleration") || m.n != 3 ||
      !numbers(m, 0, 3))
    return false;
  const double scale = to.settings.acceleration_in_g ? kGravity : 1;
  for (size_t i = 0; i < 3; ++i)
    to.number(BodyName() << "acceleration." << std::string_view(&"xyz"[i], 1), m.arguments[i].number * scale,
              Unit::metre_per_s2);
  return true;
}

}  // namespace

extern const Sender phone_sender;
const Sender phone_sender{"phone", "phone accelerometer", 8000, take};

}  // namespace partials::motion
