// SPDX-License-Identifier: MIT
// A judgement on unseen recordings as figures for a model's card, so that whoever gets the model sees how
// well it does on sounds it has never heard, and can measure it again. Rounded to what the measures are
// worth: log-mel and loudness in hundredths of a dB, pitch in tenths of a cent.
#pragma once
#include <map>
#include <string>

#include "families/instrument/train/evaluate.h"

namespace partials {

// unseen_recordings, unseen_log_mel_db, unseen_sampler_log_mel_db, unseen_naive_log_mel_db,
// unseen_floor_log_mel_db, unseen_loudness_error_db, unseen_pitch_error_cents: means, as `partials eval`
// prints them; what was not measured is left out. Throws DataRefused when the model was trained on one of the
// recordings.
std::map<std::string, double> unseen_metrics(const Evaluation& evaluation);

}  // namespace partials
