// SPDX-License-Identifier: MIT
// The plain baseline: an LSTM of the same size that predicts the next pose itself with the least squared
// error, without a distribution. Left to itself it stands still within seconds, because the mean of all that
// may happen next is to stay.
#pragma once
#include "families/dance/train/material.h"
#include "model/model.h"

namespace partials::dance {

// Trained for so many steps on the same roles. As a dance: its mixture has one component, whose deviation is
// not used (dance it at temperature 0), and its AR(2) expects nothing. Throws as training does.
Model plain_model(const DanceTakes& dances, const std::vector<Role>& roles, uint64_t seed, int64_t steps);

}  // namespace partials::dance
