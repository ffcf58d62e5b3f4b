// SPDX-License-Identifier: MIT
// What a dance is trained on: takes, which of them validate, and what the model knows before training.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "families/dance/train/dance_takes.h"
#include "learn/trainer.h"

namespace partials::dance {

inline constexpr int kDanceRate = 30;  // frames a second

struct Role {
  size_t own = 0;                           // a take
  size_t leader = static_cast<size_t>(-1);  // a take; -1: it follows nobody
};

// The roles of takes: all of them alone, or the follower of each pair.
std::vector<Role> roles_of(const DanceTakes& dances, bool follows);

// Adds, for every role that follows, the one in which its leader follows it: twice as much to learn from.
void add_swapped(std::vector<Role>& roles);
// Adds the mirror images of the takes of these roles, and roles for them: twice as much to learn from.
void add_mirrored(DanceTakes& dances, std::vector<Role>& roles);
// Adds every second of these roles once more without its sound, so that silence is known. Call it after
// part_from, whose scale of loudness is that of the sounds.
void add_silenced(DanceTakes& dances, std::vector<Role>& roles);

// Body, numbers and AR(2) of the roles, and what is heard of their leaders and sounds.
DancePart part_from(const DanceTakes& dances, const std::vector<Role>& roles);

std::vector<Example> examples_of(const DancePart& part, const DanceTakes& dances,
                                 const std::vector<Role>& roles);

// Mean speed (m/s) and acceleration (m/s2) of joints over a movement at a fixed rate; joints [frames].
struct Liveliness {
  double speed = 0, acceleration = 0;
};
Liveliness liveliness_of(const std::vector<std::vector<Vec3>>& joints, double rate_hz);
// The same of the joints that turn, of poses of a rig.
std::vector<std::vector<Vec3>> joints_of(const Rig& rig, const std::vector<BodyPose>& poses);

TrainerConfig dance_trainer_config(uint64_t seed);
// A trainer of the graph on the examples.
Result<Trainer> dance_trainer(const Graph& graph, std::vector<Example> examples, const TrainerConfig& config);

}  // namespace partials::dance
