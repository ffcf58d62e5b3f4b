// SPDX-License-Identifier: MIT
// ZED cameras through body_tracking_osc (github.com/bisnad/MotionAnalysis): /mocap/N/joint/pos_world with x y
// z of 34 or 38 joints in one message, rot_local with w x y z, root_pos_world, root_rot_world. Metres, y up,
// right-handed (the program sets the camera so); not converted. The joints are in the order of the program's
// FBX files, which differs from that of the ZED SDK. Untracked joints are NaN. Skeletons with other joint
// counts become joint1, joint2 and so on without a unit. pos_local and pos2d_world are ignored.
#include <span>

#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

constexpr std::string_view kBody34[] = {
    "hips",          "spine",       "chest",          "right_collar", "right_shoulder", "right_elbow",
    "right_wrist",   "right_hand",  "right_hand_tip", "right_thumb",  "neck",           "head",
    "nose",          "left_eye",    "left_ear",       "right_eye",    "right_ear",      "left_collar",
    "left_shoulder", "left_elbow",  "left_wrist",     "left_hand",    "left_hand_tip",  "left_thumb",
    "left_hip",      "left_knee",   "left_ankle",     "left_foot",    "left_heel",      "right_hip",
    "right_knee",    "right_ankle", "right_foot",     "right_heel"};
constexpr std::string_view kBody38[] = {
    "hips",           "spine",           "spine2",      "chest",        "neck",
    "nose",           "left_eye",        "left_ear",    "right_eye",    "right_ear",
    "left_collar",    "left_shoulder",   "left_elbow",  "left_wrist",   "left_thumb",
    "left_index",     "left_middle",     "left_pinky",  "right_collar", "right_shoulder",
    "right_elbow",    "right_wrist",     "right_thumb", "right_index",  "right_middle",
    "right_pinky",    "left_hip",        "left_knee",   "left_ankle",   "left_foot",
    "left_small_toe", "left_heel",       "right_hip",   "right_knee",   "right_ankle",
    "right_foot",     "right_small_toe", "right_heel"};

std::span<const std::string_view> joints_of(size_t count) noexcept {
  if (count == std::size(kBody34)) return kBody34;
  if (count == std::size(kBody38)) return kBody38;
  return {};
}

void places(const osc::Message& m, int person, Arrival& to) noexcept {
  const auto names = joints_of(m.n / 3);
  for (size_t i = 0; i < m.n / 3; ++i) {
    if (!names.empty())
      to.place(person, names[i], vector_at(m, 3 * i));
    else
      to.place(person, (BodyName() << "joint" << static_cast<int>(i + 1)).view(), vector_at(m, 3 * i),
               Tracking::tracked, 1, Unit::none);
  }
}

void turn(const osc::Message& m, size_t i, int person, std::string_view joint, Arrival& to) noexcept {
  const Vec3 v = vector_at(m, 4 * i + 1);
  to.turn(person, joint, {m.arguments[4 * i].number, v[0], v[1], v[2]});
}

bool take(const osc::Message& m, Arrival& to) noexcept {
  const Path path(m.address);
  if (path.size() != 4 || path[0] != "mocap" || path[2] != "joint" || m.n == 0 || !numbers(m, 0, m.n))
    return false;
  const int id = whole_number(path[1]);
  const std::string_view what = path[3];
  const bool positions = what == "pos_world" && m.n % 3 == 0, turns = what == "rot_local" && m.n % 4 == 0;
  const bool root = what == "root_pos_world" && m.n == 3, root_turn = what == "root_rot_world" && m.n == 4;
  if (id < 0) return false;
  if (what == "pos_local" || what == "pos2d_world") return true;
  if (!positions && !turns && !root && !root_turn) return false;
  const int person = to.person("zed", id);
  if (positions) places(m, person, to);
  if (root) to.place(person, "root", vector_at(m, 0));
  if (root_turn) turn(m, 0, person, "root", to);
  if (const auto names = joints_of(m.n / 4); turns)
    for (size_t i = 0; i < names.size(); ++i) turn(m, i, person, names[i], to);
  return true;
}

}  // namespace

extern const Sender zed_sender;
const Sender zed_sender{"zed", "ZED camera", 9007, take};

}  // namespace partials::motion
