// SPDX-License-Identifier: MIT
// How well beats are heard: those that are found, the next beat foretold, and how soon a new tempo is taken.
#pragma once
#include <vector>

#include "families/conductor/train/conducted.h"
#include "families/conductor/train/listeners.h"

namespace partials::conductor {

inline constexpr double kNear_s = 0.07;      // a beat that is found
inline constexpr double kClose_s = 0.04;     // one that is played in time
inline constexpr size_t kFirstForetold = 3;  // before this beat nobody can know the tempo
inline constexpr int kSettleBeats = 2;

// Sums over takes. Shares of nothing are 0, quantiles of nothing NaN.
struct BeatScore {
  size_t beats = 0, said = 0;      // of the truth; of the listener
  size_t found = 0, close = 0;     // pairs within kNear_s; within kClose_s
  std::vector<double> early_s;     // of pairs within kNear_s, how much before the truth it was said
  std::vector<double> foretold_s;  // error at every beat of the next one's time
  std::vector<int> settled;        // beats after a jump of the tempo until all are within kNear_s

  double recall() const;
  double precision() const;
  double f() const;
  double close_share() const;     // of the truth
  double early_median_s() const;  // a listener's own delay, negative, or a person's late click
  double foretold_quantile_s(double share) const;  // 0.5: median
  double settled_share() const;                    // of the jumps, within kSettleBeats
  void add(const BeatScore& other);
};

// A beat is found by the first one that was said within kNear_s, each once. Next beats that come after a
// rest are not asked for. After a jump at beat k, n beats have been needed if beats k + n and later, up to
// k + 6, are found, n from 1.
BeatScore score(const Truth& truth, const Heard& heard);

}  // namespace partials::conductor
