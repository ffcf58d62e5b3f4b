// SPDX-License-Identifier: MIT
#include "families/conductor/train/beat_score.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace partials::conductor {
namespace {

constexpr size_t kLooked = 6;  // beats after a jump

double share(size_t part, size_t all) {
  return all ? static_cast<double>(part) / static_cast<double>(all) : 0;
}

double quantile(std::vector<double> all, double part) {
  if (all.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto at = std::min(all.size() - 1, static_cast<size_t>(part * static_cast<double>(all.size())));
  std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at), all.end());
  return all[at];
}

// For each beat of the truth whether one was said near it, in order and each once;
// appends how early.
std::vector<bool> found_of(const std::vector<double>& truth, const std::vector<double>& said, double near_s,
                           std::vector<double>* early_s = nullptr) {
  std::vector<bool> found(truth.size());
  size_t i = 0;
  for (size_t k = 0; k < truth.size(); ++k) {
    while (i < said.size() && said[i] < truth[k] - near_s) ++i;
    if (i == said.size() || said[i] > truth[k] + near_s) continue;
    found[k] = true;
    if (early_s) early_s->push_back(truth[k] - said[i]);
    ++i;
  }
  return found;
}

void foretell(const Truth& truth, const Heard& heard, BeatScore& out) {
  size_t next = 0;
  for (size_t k = 0; k + 1 < truth.beats_s.size(); ++k) {
    const double now_s = truth.beats_s[k], wanted_s = truth.beats_s[k + 1];
    while (next + 1 < heard.forecasts.size() && heard.forecasts[next + 1].time_s <= now_s) ++next;
    if (k < kFirstForetold || truth.rests_after[k]) continue;
    double off_s = wanted_s - now_s;  // nothing is expected: as if it were now
    if (next < heard.forecasts.size() && heard.forecasts[next].time_s <= now_s &&
        heard.forecasts[next].period_s > 0) {
      const Forecast& f = heard.forecasts[next];
      const double many = std::max(1.0, std::round((wanted_s - f.anchor_s) / f.period_s));
      off_s = std::fabs(f.anchor_s + many * f.period_s - wanted_s);
    }
    out.foretold_s.push_back(off_s);
  }
}

}  // namespace

double BeatScore::recall() const { return share(found, beats); }
double BeatScore::precision() const { return share(found, said); }
double BeatScore::f() const { return share(2 * found, beats + said); }

double BeatScore::close_share() const { return share(close, beats); }

double BeatScore::foretold_quantile_s(double part) const { return quantile(foretold_s, part); }
double BeatScore::early_median_s() const { return quantile(early_s, 0.5); }

double BeatScore::settled_share() const {
  return share(static_cast<size_t>(
                   std::count_if(settled.begin(), settled.end(), [](int n) { return n <= kSettleBeats; })),
               settled.size());
}

void BeatScore::add(const BeatScore& o) {
  beats += o.beats;
  said += o.said;
  found += o.found;
  close += o.close;
  early_s.insert(early_s.end(), o.early_s.begin(), o.early_s.end());
  foretold_s.insert(foretold_s.end(), o.foretold_s.begin(), o.foretold_s.end());
  settled.insert(settled.end(), o.settled.begin(), o.settled.end());
}

BeatScore score(const Truth& truth, const Heard& heard) {
  BeatScore s;
  const std::vector<bool> found = found_of(truth.beats_s, heard.beats_s, kNear_s, &s.early_s);
  const std::vector<bool> close = found_of(truth.beats_s, heard.beats_s, kClose_s);
  s.beats = truth.beats_s.size();
  s.said = heard.beats_s.size();
  s.found = static_cast<size_t>(std::count(found.begin(), found.end(), true));
  s.close = static_cast<size_t>(std::count(close.begin(), close.end(), true));
  foretell(truth, heard, s);
  for (const size_t jump : truth.jumps) {
    const size_t last = std::min(jump + kLooked, truth.beats_s.size() - 1);
    size_t from = last + 1;
    while (from > jump + 1 && found[from - 1]) --from;
    s.settled.push_back(static_cast<int>(from - jump));
  }
  return s;
}

}  // namespace partials::conductor
