// SPDX-License-Identifier: MIT
// VMC protocol (protocol.vmc.info; VSeeFace, Warudo, Virtual Motion Capture):
//   /VMC/Ext/Bone/Pos name x y z qx qy qz qw: bone relative to its parent; /VMC/Ext/Root/Pos: the model
//   /VMC/Ext/Tra/Pos, Hmd/Pos, Con/Pos serial x y z qx qy qz qw: tracker, headset, controller
//   /VMC/Ext/Blend/Val name value: facial expression; /VMC/Ext/OK loaded
// Unity's axes (metres, left-handed, y up) are mirrored (from_unity). After each packet the joint positions
// are computed by forward kinematics over the bones; this assumes that the model has no other bones between
// them.
#include <algorithm>

#include "families/motion/name_hash.h"
#include "families/motion/senders/memory.h"
#include "families/motion/senders/sender.h"
#include "families/motion/senders/vmc_bones.h"

namespace partials::motion {
namespace {

static_assert(std::size(kUnityBones) == VmcMemory::kBones);

VmcMemory::Bone bone_of(const osc::Message& m) noexcept {
  const Vec3 q = vector_at(m, 4);
  return {from_unity(vector_at(m, 1)), from_unity(Quaternion{m.arguments[7].number, q[0], q[1], q[2]}), true};
}

bool finite(const VmcMemory::Bone& b) noexcept {
  const auto sane = [](double v) { return std::abs(v) <= Body::kLargest; };
  return std::all_of(b.at.begin(), b.at.end(), sane) && std::all_of(b.turn.begin(), b.turn.end(), sane);
}

int person_of(Arrival& to) noexcept { return to.person("vmc", 0); }

bool take_bone(const osc::Message& m, Arrival& to) noexcept {
  const auto* bone = std::find_if(std::begin(kUnityBones), std::end(kUnityBones),
                                  [&](const UnityBone& b) { return b.name == m.arguments[0].text; });
  if (bone == std::end(kUnityBones)) return false;
  VmcMemory& memory = to.memory.vmc;
  const VmcMemory::Bone given = bone_of(m);
  if (finite(given)) {
    memory.bones[static_cast<size_t>(bone - kUnityBones)] = given;
    to.turn(person_of(to), bone->joint, given.turn);
  } else {
    to.judge(person_of(to), bone->joint, Tracking::lost, 0);
  }
  memory.moved = true;
  return true;
}

// tracker1, controller2 ...: numbered in order of appearance. There is one headset.
bool take_device(const osc::Message& m, std::string_view kind, Arrival& to) noexcept {
  BodyName name;
  if (kind == "Hmd") {
    name << "headset";
  } else {
    auto& devices = to.memory.vmc.devices;
    const uint64_t key = name_hash(m.arguments[0].text, name_hash(kind)) | 1;
    const auto at =
        std::find_if(devices.begin(), devices.end(), [&](uint64_t d) { return d == key || d == 0; });
    if (at == devices.end()) return true;
    *at = key;
    name << (kind == "Tra" ? "tracker" : "controller") << static_cast<int>(at - devices.begin()) + 1;
  }
  const VmcMemory::Bone b = bone_of(m);
  const Tracking tracking = finite(b) ? Tracking::tracked : Tracking::lost;
  for (size_t i = 0; i < 3; ++i)
    to.number(BodyName(name) << "." << std::string_view(&"xyz"[i], 1), b.at[i], Unit::metre, false, tracking);
  for (size_t i = 0; i < 4; ++i)
    to.number(BodyName(name) << ".q" << std::string_view(&"wxyz"[i], 1), b.turn[i], Unit::none, false,
              tracking);
  return true;
}

bool is_pose(const osc::Message& m) noexcept {
  return m.n >= 8 && m.arguments[0].is_text() && numbers(m, 1, 7);
}

bool take(const osc::Message& m, Arrival& to) noexcept {
  const Path path(m.address);
  if (path.size() < 3 || path[0] != "VMC" || path[1] != "Ext") return false;
  const std::string_view what = path[2], of = path.size() > 3 ? path[3] : "";
  if (what == "Bone" && of == "Pos") return is_pose(m) && take_bone(m, to);
  if (what == "Root" && of == "Pos") {
    if (!is_pose(m)) return false;
    if (const VmcMemory::Bone b = bone_of(m); finite(b)) to.memory.vmc.root = b;
    return to.memory.vmc.moved = true;
  }
  if ((what == "Tra" || what == "Hmd" || what == "Con") && of == "Pos" && is_pose(m))
    return take_device(m, what, to);
  if (what == "Blend" && of == "Val" && m.n == 2 && m.arguments[0].is_text() && numbers(m, 1, 1)) {
    to.trait(person_of(to), (BodyName() << "face." << m.arguments[0].text).view(), m.arguments[1].number,
             Tracking::tracked, 1);
    return true;
  }
  if (what == "OK" && m.n && numbers(m, 0, 1) && m.arguments[0].number == 0) to.lose_person(person_of(to));
  return true;  // time, settings, lights and keys are ignored
}

void finish(Arrival& to) noexcept {
  VmcMemory& memory = to.memory.vmc;
  if (!memory.moved) return;
  memory.moved = false;
  const int person = person_of(to);
  VmcMemory::Bone room[VmcMemory::kBones];  // world pose of each bone; of a missing bone, that of its parent
  for (size_t i = 0; i < VmcMemory::kBones; ++i) {
    const VmcMemory::Bone& bone = memory.bones[i];
    const int parent = kUnityBones[i].parent;
    const VmcMemory::Bone& above = parent < 0 ? memory.root : room[static_cast<size_t>(parent)];
    room[i] = above;
    if (!bone.seen) continue;
    const Vec3 step = rotated(above.turn, bone.at);
    room[i].turn = product(above.turn, bone.turn);
    for (size_t k = 0; k < 3; ++k) room[i].at[k] = above.at[k] + step[k];
    to.place(person, kUnityBones[i].joint, room[i].at);
  }
}

}  // namespace

extern const Sender vmc_sender;
const Sender vmc_sender{"vmc", "VMC protocol", 39539, take, finish};

}  // namespace partials::motion
