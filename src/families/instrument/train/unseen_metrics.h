// SPDX-License-Identifier: MIT
// The figures of an evaluation on unseen recordings for a model's card, so that users of the model see its
// accuracy on unseen recordings and can measure it again. Rounded to the accuracy of the measures: log-mel
// and loudness in hundredths of a dB, pitch in tenths of a cent.
#pragma once
#include <map>
#include <string>

#include "families/instrument/train/evaluate.h"

namespace partials {

// unseen_recordings, unseen_log_mel_db, unseen_sampler_log_mel_db, unseen_naive_log_mel_db,
// unseen_floor_log_mel_db, unseen_loudness_error_db, unseen_pitch_error_cents: means, as `partials eval`
// prints them; figures that were not measured are left out. Throws DataRefused if the model was trained on
// one of the recordings.
std::map<std::string, double> unseen_metrics(const Evaluation& evaluation);

}  // namespace partials
