// SPDX-License-Identifier: MIT
#include "families/motion/space_mouse.h"

#include <algorithm>

namespace partials::motion {
namespace {

constexpr std::string_view kPrefix = "space_mouse.";

void put(Body& body, std::string_view name, double value, double stamp_s, Unit unit = Unit::none) noexcept {
  const int channel = body.channel(BodyName() << kPrefix << name, unit, 0, true);
  body.set(channel, value, stamp_s, Tracking::tracked, 1);
}

// Converts three numbers to our axes.
void put_axes(Body& body, const uint8_t* at, const char* const (&names)[3], double stamp_s) noexcept {
  const auto part = [&](int i) {
    const auto v = static_cast<int16_t>(static_cast<uint16_t>(at[2 * i] | at[2 * i + 1] << 8));
    return std::clamp(v / SpaceMouse::kFull, -1.0, 1.0);
  };
  put(body, names[0], part(0), stamp_s);
  put(body, names[1], -part(2), stamp_s);
  put(body, names[2], part(1), stamp_s);
}

constexpr const char* kPush[3] = {"x", "y", "z"};
constexpr const char* kTurn[3] = {"rx", "ry", "rz"};

}  // namespace

bool SpaceMouse::take(std::span<const uint8_t> r, double stamp_s, Body& body) noexcept {
  if (r.size() < 2) return false;
  switch (r[0]) {
    case 1:
      if (r.size() < 7) return false;
      put_axes(body, &r[1], kPush, stamp_s);
      if (r.size() >= 13) put_axes(body, &r[7], kTurn, stamp_s);
      return true;
    case 2:
      if (r.size() < 7) return false;
      put_axes(body, &r[1], kTurn, stamp_s);
      return true;
    case 3: {
      uint32_t now = 0;
      for (size_t i = 0; i < std::min<size_t>(4, r.size() - 1); ++i)
        now |= static_cast<uint32_t>(r[i + 1]) << 8 * i;
      known_buttons_ |= now;
      for (int b = 0; b < kButtons; ++b)  // a button gets a channel when it is first pressed
        if (known_buttons_ >> b & 1u)
          put(body, (BodyName() << "button" << b + 1).view(), now >> b & 1u, stamp_s);
      return true;
    }
    case 0x17:
      put(body, "battery", r[1], stamp_s, Unit::percent);
      return true;
    default:
      return false;
  }
}

void SpaceMouse::leave(Body& body) const noexcept {
  for (size_t i = 0; i < body.size(); ++i)
    if (std::string_view(body[i].name).substr(0, kPrefix.size()) == kPrefix) body.lose(static_cast<int>(i));
}

}  // namespace partials::motion
