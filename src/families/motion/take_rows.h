// SPDX-License-Identifier: MIT
// A take as the rows of numbers that a model of movement reads, and the model's outputs for it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/take.h"
#include "model/model.h"

namespace partials::motion {

// Names of the channels that a model reads: those of its mapping, or x, y and z of every joint of a body.
std::vector<std::string> channels_of(const Model& model);

// [frames][channels]; NaN: not measured. An Error that names what the take lacks.
Result<std::vector<float>> rows_of(const Take& take, const std::vector<std::string>& channels);

struct PlayedTake {
  size_t frames = 0;
  std::map<std::string, std::vector<float>> outputs;  // [frames][channels] each
  std::vector<std::string> labels;                    // of the take, one a frame, or empty
};

// The take at the model's hop, frame by frame as it would be played live; a value that is not measured holds.
Result<PlayedTake> play_take(const Model& model, const Take& take);

}  // namespace partials::motion
