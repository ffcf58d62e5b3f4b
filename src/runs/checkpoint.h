// SPDX-License-Identifier: MIT
// The complete state for a bit-exact resume, as one block of bytes (CBOR).
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct Checkpoint {
  std::string trainer;      // Trainer::save
  std::vector<float> best;  // the best weights; empty before the first validation
  double best_value = 0, last_value = 0, spent_s = 0, last_loss = 0;
  double loss_sum = 0;  // of the loss_n steps since the last validation
  int loss_n = 0;
  bool validation_due = false;  // for the last step
};

std::string bytes_of(const Checkpoint& c);
// an Error that names the damage, without a remedy
Result<Checkpoint> checkpoint_from(const std::string& bytes);

}  // namespace partials
