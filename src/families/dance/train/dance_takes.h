// SPDX-License-Identifier: MIT
// Dances from BVH files: every take at the model's rate, as poses, and what is made of them for a model.
#pragma once
#include <string>
#include <vector>

#include "families/dance/dance_model.h"
#include "families/motion/take.h"
#include "families/motion/train/take_folder.h"
#include "learn/example.h"

namespace partials::dance {

struct DanceTake {
  motion::Take take;  // whose it is, and where joints are, at the file's rate
  std::string path, sha256;
  std::vector<BodyPose> poses;            // at the model's rate
  std::vector<std::vector<Vec3>> joints;  // [poses][heard joints]: where they are in the world
  std::string sound_path;                 // of the sound beside it; empty: there is none
  std::vector<HeardSound> sound;          // [poses]; empty: it is silent
};

struct DanceTakes {
  Rig rig;
  double rate_hz = 30;
  std::vector<DanceTake> takes;
};

// Joints of a leader that are heard.
const std::vector<std::string>& heard_joints();

// Files and folders of BVH. The sound of X.bvh is X.wav or X.flac beside it, which begins with it; takes that
// were recorded together share the sound of any of them. Throws std::runtime_error with one sentence: none is
// there, one has other joints than the first, one is shorter than a second, a sound cannot be read.
DanceTakes read_dances(const std::vector<std::string>& paths, double rate_hz);

// The take in a mirror (plane x = 0): left and right change places.
DanceTake mirrored(const Rig& rig, const DanceTake& take);

// Two takes of the same performance: the first by name leads.
struct Pair {
  size_t leader = 0, follower = 0;
};
// Throws where takes recorded together are not two, or none are.
std::vector<Pair> pairs_of(const DanceTakes& dances);

// What the model hears of one take: tracks "pose", "residual" (what the mixture is of), where a leader is
// given "leader", and where the model hears sound "sound". Frame n of all belongs together: the residual is
// that of frame n + 1, until which the sound is heard.
Example example_of(const DancePart& part, const DanceTakes& dances, size_t take, const DanceTake* leader);

}  // namespace partials::dance
