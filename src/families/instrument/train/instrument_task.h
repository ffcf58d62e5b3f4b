// SPDX-License-Identifier: MIT
// What a training of an instrument needs, without what judges and reports it: the task of a run, and the
// check of recordings. Throws DataRefused or std::runtime_error in one sentence.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "families/instrument/train/check.h"
#include "training/training_family.h"

namespace partials {

// listening receives the share of the recordings that was analysed so far.
TrainingTask prepare_instrument(const TrainOptions& options, const std::function<void(double)>& listening);

// Warnings about the recordings.
std::vector<std::string> instrument_warnings(const TrainingTask& task);

// Checks recordings and splits them as training would. The report holds what a picture of the coverage needs.
CheckResult examine(Dataset& data, const SplitPlan& plan, CheckReport* report);

}  // namespace partials
