// SPDX-License-Identifier: MIT
// How unevenly a recording's partials stand beside each other, and how much of that a model can follow: its
// spectral envelope is a curve over frequency (dsp/envelope_axis.h), and odd and even partials may stand
// apart by a curve over their number (dsp/partial_axis.h). Means over frames of steady pitch, partials 1 to
// 16 within 50 dB of the strongest.
#pragma once
#include "data/hearing.h"
#include "soundfile/clip_view.h"

namespace partials {

struct PartialSteps {
  double step_db = 0;      // mean difference between neighbouring partials
  double odd_even_db = 0;  // partials 1, 3 and 5 above 2, 4 and 6, their means
  double left_db = 0;      // what a model leaves over, root mean square
  int partials = 0;        // of which that is said; 0: nothing is
};
PartialSteps partial_steps(const ClipView& clip, const Heard& heard);

}  // namespace partials
