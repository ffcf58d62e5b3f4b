// SPDX-License-Identifier: MIT
// OSCeleton and its kin, told apart by their type tags, since one address has several orders of arguments:
//   /joint sifff             name user x y z (github.com/Sensebloom/OSCeleton): x and y as parts 0..1 of a
//   square of 2.56 m
//                            around the camera's axis, both running backwards, z as 0..7.8 of 10 m
//   /joint/NAME/USER fff     the same
//   /joint siiffffd, /osceleton2/joint siiffffd
//                            name sensor user x y z confidence time (Zillode/OSCeleton-KinectSDK,
//                            -KinectSDK2): camera axes with y downwards, in mm or cm: their documents say cm,
//                            the programs send mm. The first joint decides: nobody is seen whole nearer than
//                            0.5 m or farther than 5 m.
//   /new_user i, /new_skel i, /lost_user i
// What comes out is in the camera's axes as a Kinect v2 has them: metres, x to its left, y up, z away from
// it.
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
