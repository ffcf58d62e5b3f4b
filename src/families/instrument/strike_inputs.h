// SPDX-License-Identifier: MIT
// The inputs age_s and struck_db of a plan, for models of struck and plucked instruments, computed from the
// requested loudness (analysis/strike_tracker.h). For a graph that lacks them nothing is computed.
#pragma once
#include "analysis/strike_tracker.h"

namespace partials {

class StrikeInputs {
 public:
  void attach(float* age_s, float* struck_db, double hop_s) noexcept {  // null: the graph lacks it
    age_s_ = age_s;
    struck_db_ = struck_db;
    tracker_.prepare(hop_s);
  }
  void reset() noexcept { tracker_.reset(); }
  // effort_db: added to the strength of the stroke in the decoder's conditioning.
  void next(float loudness_db, float effort_db = 0) noexcept {
    if (!age_s_ && !struck_db_) return;
    const Strike s = tracker_.next(loudness_db);
    if (age_s_) *age_s_ = s.age_s;
    if (struck_db_) *struck_db_ = s.struck_db + effort_db;
  }

 private:
  float *age_s_ = nullptr, *struck_db_ = nullptr;
  StrikeTracker tracker_;
};

}  // namespace partials
