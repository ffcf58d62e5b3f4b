// SPDX-License-Identifier: MIT
// Trackers in the format of VRChat (docs.vrchat.com/docs/osc-trackers): /tracking/trackers/1 to 8 and head,
// /position x y z and /rotation x y z in degrees. Unity's axes in metres are mirrored (from_unity); the Euler
// angles become a quaternion, which is continuous at 360 degrees. The head is a joint of the person; the
// trackers are tracker1 to tracker8.
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

constexpr int kMostTrackers = 8;

bool take(const osc::Message& m, Arrival& to) noexcept {
  const Path path(m.address);
  if (path.size() != 4 || path[0] != "tracking" || path[1] != "trackers" || m.n != 3 || !numbers(m, 0, 3))
    return false;
  const bool head = path[2] == "head", position = path[3] == "position";
  const int number = whole_number(path[2]);
  if ((!head && (number < 1 || number > kMostTrackers)) || (!position && path[3] != "rotation")) return false;
  const Vec3 v = vector_at(m, 0);
  const Vec3 at = from_unity(v);
  const Quaternion turn = from_unity_euler(v);
  BodyName name;
  name << "tracker" << number;
  if (head && position) to.place(to.person("vr_trackers", 0), "head", at);
  if (head && !position) to.turn(to.person("vr_trackers", 0), "head", turn);
  for (size_t i = 0; !head && position && i < 3; ++i)
    to.number(BodyName(name) << "." << std::string_view(&"xyz"[i], 1), at[i], Unit::metre);
  for (size_t i = 0; !head && !position && i < 4; ++i)
    to.number(BodyName(name) << ".q" << std::string_view(&"wxyz"[i], 1), turn[i]);
  return true;
}

}  // namespace

extern const Sender vr_trackers_sender;
const Sender vr_trackers_sender{"vr_trackers", "VR trackers (VRChat)", 9000, take};

}  // namespace partials::motion
