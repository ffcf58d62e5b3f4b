// SPDX-License-Identifier: MIT
#include "families/dance/train/material.h"

#include <cmath>

#include "learn/track_objective.h"

namespace partials::dance {
namespace {

bool follows(const Role& role) { return role.leader != static_cast<size_t>(-1); }

double length_of(const Vec3& a, const Vec3& b, const Vec3& c, bool twice) {
  double sum = 0;
  for (size_t i = 0; i < 3; ++i) {
    const double d = twice ? c[i] - 2 * b[i] + a[i] : b[i] - a[i];
    sum += d * d;
  }
  return std::sqrt(sum);
}

// How leaders stand and move as their followers see them: the mean is 0 and the deviation 1 at first.
LeaderInput leader_input(const DanceTakes& dances, const std::vector<Role>& roles) {
  LeaderInput in;
  if (roles.empty() || !follows(roles.front())) return in;
  in.joints = heard_joints();
  const size_t n = kHeardOfJoint * in.joints.size();
  in.mean.assign(n, 0);
  in.deviation.assign(n, 1);
  std::vector<std::vector<float>> rows;
  for (const Role& role : roles) {
    const DanceTake &own = dances.takes[role.own], &leader = dances.takes[role.leader];
    auto& row = rows.emplace_back(std::min(own.poses.size(), leader.joints.size()) * n);
    for (size_t f = 0; f * n < row.size(); ++f)
      hear_leader(in, own.poses[f], dances.rate_hz, leader.joints[f].data(),
                  leader.joints[f ? f - 1 : 0].data(), row.data() + f * n);
  }
  const NumberScale scale = scale_of(rows, n);
  in.mean = scale.mean;
  for (size_t i = 0; i < scale.kept.size(); ++i) in.deviation[scale.kept[i]] = scale.deviation[i];
  return in;
}

// Mean and deviation of what the roles hear; of none where all are silent.
SoundInput sound_input(const DanceTakes& dances, const std::vector<Role>& roles) {
  std::vector<std::vector<float>> rows;
  bool any = false;
  for (const Role& role : roles) {
    const std::vector<HeardSound>& sound = dances.takes[role.own].sound;
    any = any || !sound.empty();
    auto& row = rows.emplace_back();
    for (const HeardSound& s : sound) row.insert(row.end(), {s.loudness_db, s.onset_db});
  }
  if (!any) return {};
  const NumberScale scale = scale_of(rows, kHeardOfSound);
  SoundInput in{scale.mean, std::vector<float>(kHeardOfSound, 1)};
  for (size_t i = 0; i < scale.kept.size(); ++i) in.deviation[scale.kept[i]] = scale.deviation[i];
  return in;
}

}  // namespace

std::vector<Role> roles_of(const DanceTakes& dances, bool follows) {
  std::vector<Role> roles;
  if (follows)
    for (const Pair& pair : pairs_of(dances)) roles.push_back({pair.follower, pair.leader});
  else
    for (size_t i = 0; i < dances.takes.size(); ++i) roles.push_back({i});
  return roles;
}

void add_swapped(std::vector<Role>& roles) {
  const size_t given = roles.size();
  for (size_t i = 0; i < given; ++i)
    if (follows(roles[i])) roles.push_back({roles[i].leader, roles[i].own});
}

void add_mirrored(DanceTakes& dances, std::vector<Role>& roles) {
  const size_t given = roles.size();
  const auto add = [&](size_t take) {
    dances.takes.push_back(mirrored(dances.rig, dances.takes[take]));
    return dances.takes.size() - 1;
  };
  for (size_t i = 0; i < given; ++i) {
    Role role = roles[i];
    role.own = add(role.own);
    if (follows(role)) role.leader = add(role.leader);
    roles.push_back(role);
  }
}

void add_silenced(DanceTakes& dances, std::vector<Role>& roles) {
  const size_t given = roles.size();
  for (size_t i = 0; i < given; i += 2) {
    Role role = roles[i];
    DanceTake take = dances.takes[role.own];
    take.sound.clear();
    dances.takes.push_back(std::move(take));
    role.own = dances.takes.size() - 1;
    roles.push_back(role);
  }
}

DancePart part_from(const DanceTakes& dances, const std::vector<Role>& roles) {
  DancePart part;
  part.rig = dances.rig;
  std::vector<std::vector<float>> rows, standard;
  for (const Role& role : roles)
    rows.push_back(numbers_of(part.rig, dances.takes[role.own].poses, dances.rate_hz));
  part.scale = scale_of(rows, number_count(part.rig));
  for (const auto& row : rows) standard.push_back(standardised(part.scale, row));
  part.ar = fit_autoregression(standard, part.scale.size());
  part.leader = leader_input(dances, roles);
  part.sound = sound_input(dances, roles);
  for (const Role& role : roles) {
    const Liveliness l = liveliness_of(joints_of(part.rig, dances.takes[role.own].poses), dances.rate_hz);
    part.speed += l.speed / static_cast<double>(roles.size());
    part.acceleration += l.acceleration / static_cast<double>(roles.size());
  }
  return part;
}

std::vector<Example> examples_of(const DancePart& part, const DanceTakes& dances,
                                 const std::vector<Role>& roles) {
  std::vector<Example> out;
  for (const Role& role : roles)
    out.push_back(example_of(part, dances, role.own, follows(role) ? &dances.takes[role.leader] : nullptr));
  return out;
}

std::vector<std::vector<Vec3>> joints_of(const Rig& rig, const std::vector<BodyPose>& poses) {
  std::vector<std::vector<Vec3>> out;
  motion::Pose world;
  for (const BodyPose& pose : poses) {
    place_joints(rig, pose, world);
    auto& row = out.emplace_back(1, world.places_m[0]);
    for (const size_t j : rig.turning) row.push_back(world.places_m[j]);
  }
  return out;
}

Liveliness liveliness_of(const std::vector<std::vector<Vec3>>& joints, double rate_hz) {
  Liveliness l;
  size_t n = 0;
  for (size_t f = 2; f < joints.size(); ++f)
    for (size_t j = 0; j < joints[f].size(); ++j, ++n) {
      const Vec3 &a = joints[f - 2][j], &b = joints[f - 1][j], &c = joints[f][j];
      l.speed += length_of(b, c, c, false);
      l.acceleration += length_of(a, b, c, true);
    }
  if (n == 0) return l;
  l.speed *= rate_hz / static_cast<double>(n);
  l.acceleration *= rate_hz * rate_hz / static_cast<double>(n);
  return l;
}

TrainerConfig dance_trainer_config(uint64_t seed) {
  TrainerConfig c;
  c.seed = seed;
  c.width = 8;
  c.groups = 1;
  c.segment_s = 3;
  c.warm_up_s = 0;
  c.adam.learning_rate = 3e-3;
  c.adam.clip_norm = 1;
  c.adam.fall = Fall::cosine;
  c.adam.decay_steps = 400;
  return c;
}

Result<Trainer> dance_trainer(const Graph& graph, std::vector<Example> examples,
                              const TrainerConfig& config) {
  const double numbers = examples.empty() ? 1 : examples.front().tracks.at("residual").channels;
  return track_trainer(
      graph, {std::move(examples), {{LossKind::mixture_density, "mixture", "residual", 1 / numbers}}},
      config);
}

}  // namespace partials::dance
