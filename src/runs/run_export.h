// SPDX-License-Identifier: MIT
// Runs for other programs, written to local files: curves as CSV and as TensorBoard event files, and a folder
// as the Hugging Face Hub expects it: model.safetensors, the card as YAML in README.md, and a sound. Nothing
// is sent anywhere. Throws std::runtime_error with one sentence.
#pragma once
#include <string>
#include <vector>

#include "runs/run.h"

namespace partials {

// run,step,spent_s,loss,validation,best; one line per validation
std::string curves_csv(const std::vector<Run>& runs);

// FOLDER/RUN/events.out.tfevents.SECONDS.partials, for `tensorboard --logdir FOLDER`
void write_tensorboard(const std::vector<Run>& runs, const std::string& folder);

// Of the best model of a run. The folder is made anew; one that exists is refused.
void write_hugging_face(const Run& run, std::string folder);

}  // namespace partials
