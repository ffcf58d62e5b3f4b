// SPDX-License-Identifier: MIT
// OSCeleton and its variants, distinguished by type tags because one address has different argument orders:
//   /joint sifff: name user x y z (github.com/Sensebloom/OSCeleton)
//   /joint/NAME/USER fff: the same
//   /joint siiffffd, /osceleton2/joint siiffffd: name sensor user x y z confidence time
//     (Zillode/OSCeleton-KinectSDK and -KinectSDK2)
//   /new_user i, /new_skel i, /lost_user i
// The first two: x and y are 0..1 across 2.56 m around the optical axis, both opposite to OpenNI's axes; z is
// 0..7.8125 for 0..10 m. The others: camera axes with y downwards, in mm or cm; the documentation says cm,
// the source sends mm. The z of the first joint decides: more than 500 is mm, since skeletons are tracked
// between 0.5 m and 5 m. The result has the axes of a Kinect v2 camera: metres, x to the camera's left, y up,
// z away from it.
#include "families/motion/senders/memory.h"
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

constexpr JointName kJoints[] = {{"head", "head"},
                                 {"neck", "neck"},
                                 {"torso", "spine"},
                                 {"waist", "hips"},
                                 {"l_collar", "left_collar"},
                                 {"l_shoulder", "left_shoulder"},
                                 {"l_elbow", "left_elbow"},
                                 {"l_wrist", "left_wrist"},
                                 {"l_hand", "left_hand"},
                                 {"l_fingertip", "left_hand_tip"},
                                 {"l_finger", "left_hand_tip"},
                                 {"l_hip", "left_hip"},
                                 {"l_knee", "left_knee"},
                                 {"l_ankle", "left_ankle"},
                                 {"l_foot", "left_foot"},
                                 {"r_collar", "right_collar"},
                                 {"r_shoulder", "right_shoulder"},
                                 {"r_elbow", "right_elbow"},
                                 {"r_wrist", "right_wrist"},
                                 {"r_hand", "right_hand"},
                                 {"r_fingertip", "right_hand_tip"},
                                 {"r_finger", "right_hand_tip"},
                                 {"r_hip", "right_hip"},
                                 {"r_knee", "right_knee"},
                                 {"r_ankle", "right_ankle"},
                                 {"r_foot", "right_foot"}};

constexpr std::string_view kSender = "osceleton";

bool take_parts(std::string_view their_name, int user, const Vec3& v, Arrival& to) noexcept {
  const std::string_view joint = our_name(kJoints, their_name);
  if (joint.empty()) return false;
  to.place(to.person(kSender, user), joint, {2.56 * v[0] - 1.28, 1.28 - 2.56 * v[1], v[2] / 0.78125});
  return true;
}

bool take_camera(const osc::Message& m, Arrival& to) noexcept {
  const std::string_view joint = our_name(kJoints, m.arguments[0].text);
  if (joint.empty()) return false;
  using Scale = OsceletonMemory::Scale;
  Scale& scale = to.memory.osceleton.scale;
  const Vec3 v = vector_at(m, 3);
  if (scale == Scale::unknown && v[2] > 0) scale = v[2] > 500 ? Scale::mm : Scale::cm;
  const double per_unit = scale == Scale::mm ? 0.001 : 0.01;
  const double score = m.arguments[6].number;
  to.place(to.person(kSender, static_cast<int>(m.arguments[2].number)), joint,
           {v[0] * per_unit, -v[1] * per_unit, v[2] * per_unit}, tracking_of(score), score);
  return true;
}

bool take(const osc::Message& m, Arrival& to) noexcept {
  const std::string_view types = m.types;
  if (m.address == "/joint" && types == "sifff")
    return take_parts(m.arguments[0].text, static_cast<int>(m.arguments[1].number), vector_at(m, 2), to);
  if (m.address == "/joint" || m.address == "/osceleton2/joint")
    return types == "siiffffd" && take_camera(m, to);
  if ((m.address == "/new_user" || m.address == "/new_skel" || m.address == "/lost_user") && types == "i") {
    if (m.address == "/lost_user") to.leave(kSender, static_cast<int>(m.arguments[0].number));
    return true;
  }
  const Path path(m.address);
  return path.size() == 3 && path[0] == "joint" && types == "fff" && whole_number(path[2]) >= 0 &&
         take_parts(path[1], whole_number(path[2]), vector_at(m, 0), to);
}

}  // namespace

extern const Sender osceleton_sender;
const Sender osceleton_sender{"osceleton", "OSCeleton", 7110, take};

}  // namespace partials::motion
