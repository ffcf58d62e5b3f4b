// SPDX-License-Identifier: MIT
// Trains a model again from what its file says, and compares: the same bytes, or the first difference and its
// size. Throws DataRefused with one sentence if the recordings are not the model's own.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "learn/train_options.h"
#include "model/model.h"
#include "runs/train_session.h"

namespace partials {

// What may make the bytes differ: another version, compiler or instruction set.
std::vector<std::string> other_maker(const Model& model);

// The options, with the model's recordings as they are found by content among files and folders.
TrainOptions reproduction_of(const Model& model, const std::vector<std::string>& recordings);

// Trains in a folder of its own, which is removed.
Model train_again(const Model& model, const TrainOptions& options, const TrainEvents& events);

struct Remade {
  bool same = false;       // byte for byte
  std::string difference;  // the first one, in words
  // energy of the difference relative to the energy: of all weights, and of the golden example's sound; none
  // where they are equal or cannot be compared
  std::optional<double> weights_db, sound_db;
  Model
      model;  // the new one, with the entries that do not come from training (date, evaluations) as they were
};

Remade compare_remade(const Model& model, const std::string& bytes, Model made);

}  // namespace partials
