// SPDX-License-Identifier: MIT
// Five seeded smooth mappings, 12 inputs to 8 outputs, of which 60 examples are known: what
// bench/mapping.cpp measures, and what its peers are given as text.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/random.h"

namespace partials {

struct MappingTask {
  static constexpr int kInputs = 12, kOutputs = 8, kExamples = 60, kUnseen = 2000, kHidden = 6, kTasks = 5;
  std::vector<std::array<float, kInputs>> inputs;  // the examples, then the unseen points, in -1 .. 1
  std::vector<std::array<float, kOutputs>> outputs;

  explicit MappingTask(uint64_t seed) {
    uint64_t n = 0;
    const auto uniform = [&] { return static_cast<double>(random_bipolar(seed, n++)); };
    const auto normal = [&] { return uniform() + uniform() + uniform(); };  // of deviation 1
    double first[kHidden][kInputs], bias[kHidden], second[kOutputs][kHidden];
    for (auto& row : first)
      for (double& w : row) w = 1.5 / std::sqrt(kInputs) * normal();
    for (double& b : bias) b = uniform();
    for (auto& row : second)
      for (double& w : row) w = 1.2 / std::sqrt(kHidden) * normal();
    for (int i = 0; i < kExamples + kUnseen; ++i) {
      auto& x = inputs.emplace_back();
      for (float& v : x) v = static_cast<float>(uniform());
      double hidden[kHidden];
      for (int h = 0; h < kHidden; ++h) {
        double sum = bias[h];
        for (int d = 0; d < kInputs; ++d) sum += first[h][d] * x[static_cast<size_t>(d)];
        hidden[h] = std::tanh(sum);
      }
      auto& y = outputs.emplace_back();
      for (int k = 0; k < kOutputs; ++k) {
        double sum = 0;
        for (int h = 0; h < kHidden; ++h) sum += second[k][h] * hidden[h];
        y[static_cast<size_t>(k)] = static_cast<float>(0.5 + 0.5 * std::tanh(sum));
      }
    }
  }
};

// Root of the mean over outputs of the squared error relative to the output's variance, on the unseen points;
// predicted [kUnseen].
inline double unseen_error(const MappingTask& task,
                           const std::vector<std::array<float, MappingTask::kOutputs>>& predicted) {
  double all = 0;
  for (size_t k = 0; k < MappingTask::kOutputs; ++k) {
    double mean = 0, square = 0, error = 0;
    for (size_t i = 0; i < MappingTask::kUnseen; ++i) {
      const double y = task.outputs[MappingTask::kExamples + i][k];
      mean += y / MappingTask::kUnseen;
      square += y * y / MappingTask::kUnseen;
      error += std::pow(predicted[i][k] - y, 2) / MappingTask::kUnseen;
    }
    all += error / (square - mean * mean) / MappingTask::kOutputs;
  }
  return std::sqrt(all);
}

}  // namespace partials
