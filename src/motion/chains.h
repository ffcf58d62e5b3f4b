// SPDX-License-Identifier: MIT
// A skeleton as settings of a processor. Joint 0 is the root; the others lie in chains one after another (a
// spine, an arm, a finger), in which every joint hangs on the one before it and the first on joint `from`.
// So five chains are a body: {"chain1_from": 0, "chain1_joints": 3} puts joints 1, 2, 3 above the hips. A
// chain of no joints is none.
#pragma once
#include "base/processor.h"

PARTIALS_BEGIN

inline constexpr int kMaxChains = 10, kMaxChainJoints = 24,
                     kMaxChainedJoints = 1 + kMaxChains * kMaxChainJoints;

inline constexpr const char* kChainFrom[kMaxChains] = {
    "chain1_from", "chain2_from", "chain3_from", "chain4_from", "chain5_from",
    "chain6_from", "chain7_from", "chain8_from", "chain9_from", "chain10_from"};
inline constexpr const char* kChainJoints[kMaxChains] = {
    "chain1_joints", "chain2_joints", "chain3_joints", "chain4_joints", "chain5_joints",
    "chain6_joints", "chain7_joints", "chain8_joints", "chain9_joints", "chain10_joints"};

template <int N>
struct ControlList {
  static constexpr int kCount = N;
  Control items[N];
};

// The settings of a skeleton, and with_chains(own): behind those of a processor. By default two joints, and
// one that hangs on the root.
constexpr ControlList<2 * kMaxChains> chain_settings() {
  ControlList<2 * kMaxChains> list{};
  for (int c = 0; c < kMaxChains; ++c) {
    const double joints = c == 0 ? 2 : c == 1 ? 1 : 0;
    list.items[2 * c] = {kChainFrom[c], Unit::count, 0, kMaxChainedJoints - 1, Taper::linear, 0};
    list.items[2 * c + 1] = {kChainJoints[c], Unit::count, 0, kMaxChainJoints, Taper::linear, joints};
  }
  return list;
}
template <int N>
constexpr ControlList<N + 2 * kMaxChains> with_chains(const Control (&own)[N]) {
  ControlList<N + 2 * kMaxChains> list{};
  for (int i = 0; i < N; ++i) list.items[i] = own[i];
  for (int i = 0; i < 2 * kMaxChains; ++i) list.items[N + i] = chain_settings().items[i];
  return list;
}

// Parents come before their children.
struct Chains {
  int parent[kMaxChainedJoints] = {-1};  // -1: the root
  int chain[kMaxChainedJoints] = {-1};   // which, from 0; -1: the root
  int joints = 1, chains = 0;
  const char* error = nullptr;

  explicit Chains(const Settings& settings) {
    for (int c = 0; c < kMaxChains; ++c) {
      const int n = settings.count(kChainJoints[c]), from = settings.count(kChainFrom[c]);
      if (!n) continue;
      if (from >= joints)
        error = "a chain hangs on a joint that comes after it; name one that lies before it.";
      for (int i = 0; i < n; ++i, ++joints) {
        parent[joints] = i ? joints - 1 : from < joints ? from : 0;
        chain[joints] = chains;
      }
      ++chains;
    }
  }
};

PARTIALS_END
