// SPDX-License-Identifier: MIT
// Programs that use MediaPipe Pose (33 landmarks), in several message formats:
//   /pose i x y z [visibility]: by index
//   /nose x y [z [visibility]]: by name
//   /x f33, /y f33, /z f33: one axis per message (jpjullin/OakD_PoseTracking)
//   /poses/N/leftWrist/position x y [z], /poses/N/leftWrist/score s (documentation of BlazePoseOSC)
//   /pose/keypoints/left_wrist/x f, .../visibility f, also /poses/N/keypoints/NAME/x (oxgr/BlazePoseOSC)
// Image landmarks are relative to the image size, y downwards, z in image widths and negative towards the
// camera; they are converted to x, 1 - y, -z with the unit "image". Pixels are divided by /videoWidth and
// /videoHeight if the sender sends those. World landmarks (InputSettings::landmarks_in_m) are metres from the
// hips, y downwards, z away from the camera; they are converted to x, -y, -z. OakD inverts y itself, which is
// detected from the first array in which nose and hips clearly differ.
#include "families/motion/senders/memory.h"
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

constexpr std::string_view kLandmarks[] = {
    "nose",        "left_eye_inner",  "left_eye",        "left_eye_outer", "right_eye_inner",
    "right_eye",   "right_eye_outer", "left_ear",        "right_ear",      "mouth_left",
    "mouth_right", "left_shoulder",   "right_shoulder",  "left_elbow",     "right_elbow",
    "left_wrist",  "right_wrist",     "left_pinky",      "right_pinky",    "left_index",
    "right_index", "left_thumb",      "right_thumb",     "left_hip",       "right_hip",
    "left_knee",   "right_knee",      "left_ankle",      "right_ankle",    "left_heel",
    "right_heel",  "left_foot_index", "right_foot_index"};
constexpr size_t kCount = std::size(kLandmarks), kNose = 0, kLeftHip = 23, kLeftToe = 31;
constexpr double kApart = 0.1;  // of the image height: least distance of nose and hips that decides

// MediaPipe's landmark names are our joint names, except for the tips of the feet.
std::string_view our_landmark(size_t i) noexcept {
  return i == kLeftToe ? "left_foot" : i == kLeftToe + 1 ? "right_foot" : kLandmarks[i];
}

// Accepts "leftWrist" and "mouth-right" as well as "left_wrist" and "mouth_right".
std::string_view landmark_named(std::string_view theirs) noexcept {
  char text[24];
  size_t n = 0;
  for (const char c : theirs) {
    if (n + 2 > sizeof text) return {};
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && n) text[n++] = '_';
    text[n++] = capital ? static_cast<char>(c + ('a' - 'A')) : c == '-' ? '_' : c;
  }
  for (size_t i = 0; i < kCount; ++i)
    if (kLandmarks[i] == std::string_view(text, n)) return our_landmark(i);
  return {};
}

class Landmarks {
 public:
  explicit Landmarks(Arrival& to) noexcept
      : to_(to), in_m_(to.settings.landmarks_in_m), m_(to.memory.mediapipe) {}
  Unit unit() const noexcept { return in_m_ ? Unit::metre : Unit::image; }
  double ours(char axis, double v) const noexcept {
    if (in_m_) return axis == 'x' ? v : -v;
    const bool pixels = v > 4 || v < -4;
    if (axis == 'y') return 1 - (pixels && m_.image_height > 0 ? v / m_.image_height : v);
    const double part = pixels && m_.image_width > 0 ? v / m_.image_width : v;
    return axis == 'x' ? part : -part;
  }
  void place(int person, std::string_view joint, const osc::Message& m, size_t first) noexcept {
    const size_t given = m.n - first;
    const double z = given > 2 ? m.arguments[first + 2].number : 0,
                 score = given > 3 ? m.arguments[first + 3].number : 1;
    const Vec3 at{ours('x', m.arguments[first].number), ours('y', m.arguments[first + 1].number),
                  ours('z', z)};
    to_.place(person, joint, at, tracking_of(score), score, unit());
  }

 private:
  Arrival& to_;
  bool in_m_;
  const MediapipeMemory& m_;
};

int person_of(int number, Arrival& to) noexcept { return to.person("mediapipe", number); }

bool take_array(const osc::Message& m, Arrival& to) noexcept {
  const char axis = m.address[1];
  if (axis < 'x' || axis > 'z' || m.n != kCount || !numbers(m, 0, kCount)) return false;
  using Up = MediapipeMemory::Up;
  Up& up = to.memory.mediapipe.y_up;
  const double down = m.arguments[kLeftHip].number - m.arguments[kNose].number;
  if (axis == 'y' && up == Up::unknown && (down > kApart || down < -kApart)) up = down > 0 ? Up::no : Up::yes;
  const Landmarks landmarks(to);
  const bool as_sent = axis == 'y' && up == Up::yes;
  const int person = person_of(0, to);
  for (size_t i = 0; i < kCount; ++i) {
    const double v = m.arguments[i].number;
    to.coordinate(person, our_landmark(i), axis, as_sent ? v : landmarks.ours(axis, v), Tracking::tracked, 1,
                  landmarks.unit());
  }
  return true;
}

// what: position, score, visibility, x, y or z of a landmark.
bool take_part(const osc::Message& m, int number, std::string_view joint, std::string_view what,
               Arrival& to) noexcept {
  if (joint.empty() || m.n == 0 || m.n > 4 || !numbers(m, 0, m.n)) return false;
  Landmarks landmarks(to);
  const double v = m.arguments[0].number;
  if (what == "position" && m.n >= 2)
    landmarks.place(person_of(number, to), joint, m, 0);
  else if (what == "score" || what == "visibility")
    to.judge(person_of(number, to), joint, tracking_of(v), v);
  else if (what == "x" || what == "y" || what == "z")
    to.coordinate(person_of(number, to), joint, what[0], landmarks.ours(what[0], v), Tracking::tracked, 1,
                  landmarks.unit());
  else
    return false;
  return true;
}

bool take_size(const osc::Message& m, Arrival& to) noexcept {
  if (m.n != 1 || !numbers(m, 0, 1) || !(m.arguments[0].number >= 1)) return false;
  (m.address == "/videoWidth" ? to.memory.mediapipe.image_width : to.memory.mediapipe.image_height) =
      m.arguments[0].number;
  return true;
}

bool take_pose(const osc::Message& m, Arrival& to) noexcept {
  const double index = m.n ? m.arguments[0].number : -1;
  if (m.n < 3 || m.n > 5 || !numbers(m, 0, m.n) || m.types.front() == 'f' || !(index >= 0 && index < kCount))
    return false;
  Landmarks(to).place(person_of(0, to), our_landmark(static_cast<size_t>(index)), m, 1);
  return true;
}

bool take(const osc::Message& m, Arrival& to) noexcept {
  if (m.address.size() == 2) return take_array(m, to);
  if (m.address == "/pose") return take_pose(m, to);
  if (m.address == "/videoWidth" || m.address == "/videoHeight") return take_size(m, to);
  const Path path(m.address);
  if (path.size() == 1) {
    const std::string_view joint = landmark_named(path[0]);
    if (joint.empty() || m.n < 2 || m.n > 4 || !numbers(m, 0, m.n)) return false;
    Landmarks(to).place(person_of(0, to), joint, m, 0);
    return true;
  }
  if (path.size() == 4 && path[0] == "pose" && path[1] == "keypoints")
    return take_part(m, 0, landmark_named(path[2]), path[3], to);
  const int number = path.size() >= 4 && path[0] == "poses" ? whole_number(path[1]) : -1;
  if (number < 0) return false;
  const size_t name = path[2] == "keypoints" ? 3 : 2;
  return path.size() == name + 2 && take_part(m, number, landmark_named(path[name]), path[name + 1], to);
}

}  // namespace

extern const Sender mediapipe_sender;
const Sender mediapipe_sender{"mediapipe", "MediaPipe", 9527, take};

}  // namespace partials::motion
