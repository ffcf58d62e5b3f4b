// SPDX-License-Identifier: MIT
// Vive and other SteamVR devices through OpenVR-OSC (github.com/BarakChamo/OpenVR-OSC): /tracker/N,
// /controller/N and /hmd/N with x y z yaw pitch roll, all devices in one bundle. Metres, y up, right-handed;
// not converted. The angles are kept in degrees as sent, because their definition differs between versions of
// triad_openvr, which computes them.
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

bool take(const osc::Message& m, Arrival& to) noexcept {
  const Path path(m.address);
  if (path.size() != 2 || m.n != 6 || !numbers(m, 0, 6)) return false;
  const int number = whole_number(path[1]);
  const bool headset = path[0] == "hmd";
  if (number < 0 || (!headset && path[0] != "tracker" && path[0] != "controller")) return false;
  BodyName name;
  name << (headset ? "headset" : path[0]);
  if (!headset || number > 1) name << number;
  constexpr std::string_view kParts[] = {".x", ".y", ".z", ".yaw", ".pitch", ".roll"};
  for (size_t i = 0; i < 6; ++i)
    to.number(BodyName(name) << kParts[i], m.arguments[i].number, i < 3 ? Unit::metre : Unit::degree);
  return true;
}

}  // namespace

extern const Sender openvr_sender;
const Sender openvr_sender{"openvr", "Vive (OpenVR-OSC)", 7000, take};

}  // namespace partials::motion
