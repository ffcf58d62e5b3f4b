// SPDX-License-Identifier: MIT
// Kinect v2 through KinectV2-OSC (github.com/microcosm/KinectV2-OSC): /bodies/ID/joints/NAME x y z state
// (without the state in its first version) and /bodies/ID/hands/Left state confidence. Metres in camera axes:
// x to the camera's left, y up, z away from it, right-handed; not converted. The hand states Closed and Lasso
// (two extended fingers) become left_hand.closed and left_hand.lasso, 0 or 1.
#include "families/motion/senders/kinect_joints.h"

namespace partials::motion {
namespace {

bool take_joint(const osc::Message& m, std::string_view id, std::string_view their_name,
                Arrival& to) noexcept {
  const std::string_view joint = our_name(kKinectJoints, their_name);
  if (joint.empty() || !numbers(m, 0, 3) || m.n > 4 || (m.n == 4 && !m.arguments[3].is_text())) return false;
  const std::string_view state = m.n == 4 ? m.arguments[3].text : "Tracked";
  const int person = to.person("kinect", id);
  if (state == "Tracked")
    to.place(person, joint, vector_at(m, 0), Tracking::tracked, 1);
  else if (state == "Inferred")
    to.place(person, joint, vector_at(m, 0), Tracking::inferred, 0.5);
  else
    to.place(person, joint, vector_at(m, 0), Tracking::lost, 0);
  return true;
}

bool take_hand(const osc::Message& m, std::string_view id, std::string_view side, Arrival& to) noexcept {
  if ((side != "Left" && side != "Right") || m.n < 1 || !m.arguments[0].is_text()) return false;
  const std::string_view state = m.arguments[0].text;
  const bool sure = m.n < 2 || m.arguments[1].text != "Low",
             known = state != "Unknown" && state != "NotTracked";
  const Tracking tracking = !known ? Tracking::lost : sure ? Tracking::tracked : Tracking::inferred;
  const double score = !known ? 0 : sure ? 1 : 0.5;
  const int person = to.person("kinect", id);
  const bool left = side == "Left";
  to.trait(person, left ? "left_hand.closed" : "right_hand.closed", state == "Closed", tracking, score);
  to.trait(person, left ? "left_hand.lasso" : "right_hand.lasso", state == "Lasso", tracking, score);
  return true;
}

bool take(const osc::Message& m, Arrival& to) noexcept {
  const Path path(m.address);
  if (path.size() != 4 || path[0] != "bodies") return false;
  if (path[2] == "joints") return take_joint(m, path[1], path[3], to);
  return path[2] == "hands" && take_hand(m, path[1], path[3], to);
}

}  // namespace

extern const Sender kinect_sender;
const Sender kinect_sender{"kinect", "Kinect v2", 12345, take};

}  // namespace partials::motion
