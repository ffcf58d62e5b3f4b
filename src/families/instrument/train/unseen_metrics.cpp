// SPDX-License-Identifier: MIT
#include "families/instrument/train/unseen_metrics.h"

#include <cmath>

#include "base/option_name.h"
#include "data/dataset.h"

namespace partials {
namespace {

double to_places(double x, double places) { return std::round(x * places) / places; }

}  // namespace

std::map<std::string, double> unseen_metrics(const Evaluation& e) {
  for (const JudgedRecording& r : e.recordings)
    if (r.seen)
      throw DataRefused("'" + r.name +
                        "' was used in training, so its figures are not those of unseen recordings; judge "
                        "without " +
                        option("seen") + ".");
  std::map<std::string, double> out{{"unseen_recordings", static_cast<double>(e.recordings.size())}};
  for (const auto& [c, key] : {std::pair{Contender::model, "unseen_log_mel_db"},
                               {Contender::sampler, "unseen_sampler_log_mel_db"},
                               {Contender::naive, "unseen_naive_log_mel_db"},
                               {Contender::floor, "unseen_floor_log_mel_db"}})
    if (const auto m = e.mean(c)) out[key] = to_places(m->log_mel_db, 100);
  if (const auto m = e.mean(Contender::model)) {
    out["unseen_loudness_error_db"] = to_places(m->loudness.median_abs_db, 100);
    if (m->pitch) out["unseen_pitch_error_cents"] = to_places(m->pitch->median_cents, 10);
  }
  return out;
}

}  // namespace partials
