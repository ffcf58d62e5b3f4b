// SPDX-License-Identifier: MIT
// Kinetic energy of a body for each kilogram of it (Larboulette and Gibet 2015, 3.2.1):
//   total    E = 1/2 sum_k m_k |v_k|^2 / sum_k m_k, in J/kg where velocities are in m/s, in heights^2/s^2
//   where
//            they are in body heights per s
//   limbs    the same sum over the joints of a chain, divided by the mass of the whole body: with the root's
//            share they add up to the total. Skeleton: motion/chains.h
// Weight `mass` [joints]: in any unit; all are equal at the start. in velocity [3 joints].
#pragma once
#include "motion/chains.h"
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

struct KineticEnergyFormula {
  static constexpr auto kSettings = chain_settings();
  static constexpr Info kInfo{"kinetic_energy", 1, "kinetic energy of a body per kg, in all and by limb",
                              kSettings.items, kSettings.kCount};
  static constexpr Port kInputs[] = {{"velocity", Rate::frame, 0, false, false, -4, 4}};
  static constexpr const char* kOutputs[] = {"total", "limbs"};

  static Shape shape(const Setup& s) {
    const Chains chains(s.settings);
    Shape shape;
    shape.in[0] = 3 * chains.joints;
    shape.out[0] = 1;
    shape.out[1] = chains.chains > 0 ? chains.chains : 1;
    shape.weights = chains.joints;
    shape.error = chains.chains ? chains.error : "it has no chain of joints; give one with chain1_joints.";
    return shape;
  }
  static void weights(const Setup& s, Spec& spec) {
    spec.add_weight({"mass", Chains(s.settings).joints, 1, Init::constant, 1, 0.001, 1000});
  }

  Chains chains;
  explicit KineticEnergyFormula(const Setup& s) : chains(s.settings) {}

  template <class T>
  void step(const Moment<T>& m) const {
    T mass = T(0.f), total = T(0.f);
    for (int k = 0; k < chains.joints; ++k) mass = mass + m.weights[k];
    const T half = number<T>(0.5) / mass;
    for (int c = 0; c < chains.chains; ++c) m.out[1][c] = T(0.f);
    for (int k = 0; k < chains.joints; ++k) {
      const Vec3<T> v = vec_at(m.in[0], k);
      const T energy = half * m.weights[k] * dot(v, v);
      total = total + energy;
      if (k) m.out[1][chains.chain[k]] = m.out[1][chains.chain[k]] + energy;
    }
    m.out[0][0] = total;
  }
};
using KineticEnergy = Step<KineticEnergyFormula>;

PARTIALS_END
