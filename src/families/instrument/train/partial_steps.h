// SPDX-License-Identifier: MIT
// How uneven neighbouring partials of a recording are, and how closely a model can follow that: its spectral
// envelope is a curve over frequency (dsp/envelope_axis.h), and odd and even partials may differ by a curve
// over their number (dsp/partial_axis.h). Means over frames of steady pitch, partials 1 to 16 within 50 dB of
// the strongest.
#pragma once
#include "data/recording_features.h"
#include "soundfile/clip_view.h"

namespace partials {

struct PartialSteps {
  double step_db = 0;      // mean difference between neighbouring partials
  double odd_even_db = 0;  // mean of partials 1, 3 and 5 minus that of 2, 4 and 6
  double left_db = 0;      // residual of a model, root mean square
  int partials = 0;        // number of partials measured; 0: no result
};
PartialSteps partial_steps(const ClipView& clip, const RecordingFeatures& heard);

}  // namespace partials
