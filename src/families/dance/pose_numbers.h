// SPDX-License-Identifier: MIT
// A moment of a body as numbers in its own frame, which do not depend on where it is and which way it faces:
//   0      height of the hips, m
//   1, 2   velocity of the hips to the left and forwards, m/s
//   3      turn of the heading, rad/s
//   4 ...  six numbers of the hips' turn without its heading, then of every turning joint: the first two
//          columns of the rotation matrix (Zhou et al. 2019)
// Velocities and turns are those since the frame before, so numbers become movement again by summing them up.
// A model sees those numbers that vary in its data, standardised.
#pragma once
#include <span>
#include <vector>

#include "families/dance/rig.h"

namespace partials::dance {

inline constexpr size_t kPlaceNumbers = 4;
inline size_t number_count(const Rig& rig) { return kPlaceNumbers + 6 * (1 + rig.turning.size()); }

// out [number_count]
void numbers_from(const Rig& rig, const BodyPose& before, const BodyPose& now, double rate_hz,
                  float* out) noexcept;
// `now` may be `before`; what does not turn stands as in the rig. Nothing is allocated where now had this
// size before.
void pose_from(const Rig& rig, const float* numbers, const BodyPose& before, double rate_hz, BodyPose& now);

// The numbers of frames of a file at a fixed rate: [frames][number_count], from the second frame on.
std::vector<float> numbers_of(const Rig& rig, std::span<const BodyPose> poses, double rate_hz);

// Which numbers vary in the data, and how they are standardised: x = (number - mean) / deviation.
struct NumberScale {
  size_t all = 0;                // numbers of a frame before the choice
  std::vector<size_t> kept;      // rising
  std::vector<float> mean;       // [all]
  std::vector<float> deviation;  // [kept]
  std::vector<float> low, high;  // [kept] range in the data, standardised

  size_t size() const { return kept.size(); }
  void standardise(const float* numbers, float* x) const noexcept;
  void restore(const float* x, float* numbers) const noexcept;
};

// Of rows of `all` numbers each; a number whose deviation is below 1e-6 is left out.
NumberScale scale_of(std::span<const std::vector<float>> rows, size_t all);
std::vector<float> standardised(const NumberScale& scale, std::span<const float> rows);

}  // namespace partials::dance
