// SPDX-License-Identifier: MIT
#include "analysis/pitch_tracker.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace partials {
namespace {

// Half-band low-pass, windowed sinc, unity at 0 Hz.
constexpr float kHalfBand[] = {0.00846f, 0, -0.05810f, 0, 0.29964f, 0.5f, 0.29964f, 0, -0.05810f, 0, 0.00846f};

constexpr float kNearBest = 0.75f;    // of the best repetition at a longer lag, each heard on its own level
constexpr int kJumpHops = 6;
constexpr float kWeak = 0.6f;         // a longer lag that repeats less well than this share says nothing
constexpr float kNearLonger = 0.90f;  // of a longer lag's, heard the same way: less means that every second period differs
constexpr float kEmptyLevel = 3e-4f;  // of the first level's power: below it a slower copy holds only what its filter let slip
constexpr float kHighLag = 0.0007f;   // seconds: shorter lags are also what a formant or a hiss repeats, so they must
constexpr float kSureHigh = 0.8f;     // repeat this well
constexpr float kPast = 0.7f;         // of the short lag's over its own short window: a longer lag with less repeats a note that has ended
constexpr float kLoyalty = 0.06f;     // by which both are eased for the pitch that is sounding

int window_of(int lag) { return std::max(40, lag + lag / 4); }

float parabola(float a, float b, float c, float& offset) {
  const float bend = a - 2 * b + c;
  offset = bend < -1e-9f ? std::clamp(0.5f * (a - c) / bend, -0.5f, 0.5f) : 0.f;
  return b - 0.25f * (a - c) * offset;
}

}  // namespace

void PitchTracker::prepare(double rate_hz, double min_hz, double max_hz) {
  pre_halvings_ = 0;
  rate_hz_ = rate_hz;
  while (rate_hz_ > 48500) rate_hz_ /= 2, ++pre_halvings_;
  min_hz_ = min_hz;
  max_hz_ = std::min(max_hz, rate_hz_ / 4);
  first_lag_ = std::max(3, static_cast<int>(rate_hz_ / max_hz_) - 1);
  n_levels_ = 1;
  while (n_levels_ < kLevels && rate_hz_ / (1 << (n_levels_ - 1)) / kHigh > min_hz) ++n_levels_;
  dc_pole_ = static_cast<float>(std::exp(-6.2831853 * 12 / rate_hz_));
  reset();
}

double PitchTracker::age_s(double f0_hz) const {
  const double lag = rate_hz_ / f0_hz;
  if (lag > kHigh) return 1.125 / f0_hz;
  return 0.5 * (std::floor(kShortSpan / lag) * lag + std::max<double>(kShortWindow, 1.25 * lag)) / rate_hz_;
}

void PitchTracker::reset() noexcept {
  std::memset(pre_, 0, sizeof pre_);
  std::memset(between_, 0, sizeof between_);
  std::memset(levels_, 0, sizeof levels_);
  dc_x_ = dc_y_ = smooth_ = 0;
  last_f0_hz_ = 0;
  waited_ = 0;
}

bool PitchTracker::halve(Halver& h, float x, float& y) noexcept {
  h.x[h.at] = h.x[h.at + kTaps] = x;
  h.at = h.at + 1 == kTaps ? 0 : h.at + 1;
  h.odd = !h.odd;
  if (h.odd) return false;
  y = 0;
  for (int i = 0; i < kTaps; ++i) y += kHalfBand[i] * h.x[h.at + i];
  return true;
}

void PitchTracker::put(int level, float x) noexcept {
  Level& l = levels_[level];
  l.ring[l.at] = l.ring[l.at + kHistory] = x;
  l.at = l.at + 1 == kHistory ? 0 : l.at + 1;
}

void PitchTracker::push(float x) noexcept {
  for (int i = 0; i < pre_halvings_; ++i) {
    float y;
    if (!halve(pre_[i], x, y)) return;
    x = y;
  }
  dc_y_ = x - dc_x_ + dc_pole_ * dc_y_;
  dc_x_ = x;
  if (std::fabs(dc_y_) < 1e-20f) dc_y_ = 0;
  const float y0 = 0.5f * (dc_y_ + smooth_);  // a zero at the Nyquist frequency: hiss says nothing of pitch
  smooth_ = dc_y_;
  put(0, y0);
  x = y0;
  for (int level = 1; level < n_levels_; ++level) {
    float y;
    if (!halve(between_[level], x, y)) return;
    put(level, y);
    x = y;
  }
}

// Extends the sums to the newest n samples: a hop seldom asks for more than a few hundred.
void PitchTracker::sum_energy(int level, int n) noexcept {
  Level& l = levels_[level];
  const float* x = newest(level);
  for (; l.summed < n; ++l.summed) {
    l.sum += static_cast<double>(x[-l.summed]) * x[-l.summed];
    l.energy[l.summed + 1] = static_cast<float>(l.sum);
  }
}

float PitchTracker::repeat(int level, int lag, int window) const noexcept {
  const float* x = newest(level) - (window - 1);
  float parts[8] = {};
  int i = 0;
  for (; i + 8 <= window; i += 8)
    for (int j = 0; j < 8; ++j) parts[j] += x[i + j] * x[i + j - lag];
  float r = 0;
  for (; i < window; ++i) r += x[i] * x[i - lag];
  for (float p : parts) r += p;
  const float* e = levels_[level].energy;
  const float m = e[window] + e[window + lag] - e[lag];
  return m > 1e-14f * static_cast<float>(window) ? 2 * r / m : 0.f;
}

float PitchTracker::peak_near(int level, float lag, int reach, int window, float& at) noexcept {
  const int centre = static_cast<int>(lag + 0.5f);
  float n[20];
  const int first = std::max(2, centre - reach - 1), count = centre + reach + 2 - first;
  sum_energy(level, window + centre + reach + 1);
  int best = 1;
  for (int i = 0; i < count; ++i) {
    n[i] = repeat(level, first + i, window);
    if (i >= 1 && i + 1 < count && n[i] > n[best]) best = i;
  }
  at = static_cast<float>(first + best);
  if (n[best] < n[best - 1] || n[best] < n[best + 1]) return 0;  // a slope: smooth sounds resemble themselves at any short lag
  float offset;
  const float value = parabola(n[best - 1], n[best], n[best + 1], offset);
  at += offset;
  return value;
}

float PitchTracker::best_near(int level, float lag, int reach, int window) noexcept {
  const int centre = static_cast<int>(lag + 0.5f);
  sum_energy(level, window + centre + reach);
  float best = 0;
  for (int i = centre - reach; i <= centre + reach; ++i) best = std::max(best, repeat(level, i, window));
  return best;
}

// Mean power over the newest 16 ms or so (the same time on every level).
float PitchTracker::power(int level) noexcept {
  const int n = std::max(8, 768 >> level);
  sum_energy(level, n);
  return levels_[level].energy[n] / static_cast<float>(n);
}

int PitchTracker::find_candidates() noexcept {
  int count = 0;
  float n[kHigh + 3];
  for (int level = 0; level < n_levels_; ++level) {
    levels_[level].summed = 0;
    levels_[level].sum = 0;
    if (level && power(level) < kEmptyLevel * power(0)) continue;
    sum_energy(level, kHigh + 1 + window_of(kHigh + 1));
    const int low = level ? kLow : first_lag_;
    for (int lag = low - 1; lag <= kHigh + 1; ++lag) n[lag] = repeat(level, lag, window_of(lag));
    const double level_rate = rate_hz_ / (1 << level);
    for (int lag = low; lag <= kHigh && count < kCandidates; ++lag) {
      if (!(n[lag] > 0.3f && n[lag] >= n[lag - 1] && n[lag] > n[lag + 1])) continue;
      float offset;
      const float value = parabola(n[lag - 1], n[lag], n[lag + 1], offset);
      const float exact = static_cast<float>(lag) + offset;
      if (level_rate / exact < min_hz_ * 0.97) continue;
      candidates_[count++] = {level, exact, std::min(value, 1.f), static_cast<float>(exact / level_rate)};
    }
  }
  return count;
}

// Does the sound repeat after c as well as after the longer lag? Both are asked on one level and under one window, so that
// noise and the length of the window weigh the same; a few cycles of a strong overtone do not pass.
bool PitchTracker::holds_against(const Candidate& c, const Candidate& longer, float ease) noexcept {
  int level = c.level;  // as slow as the long lag allows, while the short one is still a dozen samples
  for (float lag = c.lag; level < longer.level - 3 && lag >= 24; lag /= 2) ++level;
  const float rate = static_cast<float>(rate_hz_ / (1 << level)), far = longer.lag_s * rate;
  const int window = std::clamp(static_cast<int>(1.25f * far), 40, 640);
  float at;
  const int reach = std::min(8, 1 << std::max(0, longer.level - level));  // a lag is known to a sample of its own level
  const int recent = std::max(40, static_cast<int>(1.25f * c.lag_s * rate));
  if (recent < window && best_near(level, far, reach, recent) < kPast * peak_near(level, c.lag_s * rate, 1, recent, at)) return true;
  return peak_near(level, c.lag_s * rate, 1, window, at) >= (kNearLonger - ease) * peak_near(level, far, reach, window, at);
}

// The best of the longer lags, the first and the last that are about as good.
bool PitchTracker::holds_against_all(const Candidate& c, int from, int n, float good, float ease) noexcept {
  int first = -1, last = -1, best = from;
  for (int i = from; i < n; ++i) {
    if (candidates_[i].value >= good) last = i, first = first < 0 ? i : first;
    if (candidates_[i].value > candidates_[best].value) best = i;
  }
  return holds_against(c, candidates_[best], ease) && (first == best || holds_against(c, candidates_[first], ease)) &&
         (last == best || last == first || holds_against(c, candidates_[last], ease));
}

// Is there a clearly better repetition within half an octave?
bool PitchTracker::outdone(int index, int n) const noexcept {
  const Candidate& c = candidates_[index];
  for (int i = 0; i < n; ++i)
    if (candidates_[i].value > c.value + 0.03f && candidates_[i].lag_s < 1.4f * c.lag_s && candidates_[i].lag_s > c.lag_s / 1.4f) return true;
  return false;
}

// The index of the period among the candidates (short lags first), -1 for none: the shortest that holds against the best of
// those well beyond it.
int PitchTracker::choose(int n) noexcept {
  float beyond[kCandidates + 1];  // the best value from here on
  beyond[n] = 0;
  for (int i = n - 1; i >= 0; --i) beyond[i] = std::max(beyond[i + 1], candidates_[i].value);
  for (int i = 0; i < n; ++i) {
    const Candidate& c = candidates_[i];
    const bool sounding = last_f0_hz_ > 0 && std::fabs(std::log2(c.lag_s * last_f0_hz_)) < 0.06f;
    const float ease = sounding ? kLoyalty : 0.f;
    int longer = i + 1;
    while (longer < n && candidates_[longer].lag_s < 1.4f * c.lag_s) ++longer;
    if ((c.lag_s < kHighLag && c.value < kSureHigh) || outdone(i, n)) continue;
    if (beyond[longer] < kWeak * c.value) return i;
    if (c.value < (kNearBest - ease) * beyond[longer]) continue;
    if (holds_against_all(c, longer, n, 0.95f * beyond[longer], ease)) return i;
  }
  return -1;
}

// The period in seconds, to a cent or so.
float PitchTracker::refine(const Candidate& c) noexcept {
  float at;
  if (c.level == 0) {
    const int periods = std::max(1, static_cast<int>(kShortSpan / c.lag));
    float lag = c.lag;
    for (int m = 1; m <= periods; m = m * 2 > periods && m < periods ? periods : m * 2) {  // by doubling, so that no period is skipped
      const float value = peak_near(0, lag * static_cast<float>(m), 2, std::max(kShortWindow, static_cast<int>(1.25f * c.lag)), at);
      if (value < 0.8f * c.value) break;
      lag = at / static_cast<float>(m);
    }
    return static_cast<float>(lag / rate_hz_);
  }
  const int fine = std::max(0, c.level - 2), up = 1 << (c.level - fine);
  const float lag = c.lag * static_cast<float>(up);
  peak_near(fine, lag, up + 1, static_cast<int>(1.25f * lag), at);
  return static_cast<float>(at / (rate_hz_ / (1 << fine)));
}

// A jump of most of an octave inside a sounding note must last for some hops before it is believed.
PitchTracker::Estimate PitchTracker::guard(float f0_hz, float value, bool onset) noexcept {
  const bool jump = last_f0_hz_ > 0 && std::fabs(std::log2(f0_hz / last_f0_hz_)) > 0.7f;
  if (jump && !onset && ++waited_ < kJumpHops) return {last_f0_hz_, std::min(value, 0.45f)};
  waited_ = jump ? 0 : std::max(0, waited_ - 1);
  last_f0_hz_ = f0_hz;
  return {f0_hz, std::clamp(value, 0.f, 1.f)};
}

PitchTracker::Estimate PitchTracker::estimate(bool silent, bool onset) noexcept {
  const int chosen = silent ? -1 : choose(find_candidates());
  if (chosen < 0) {
    last_f0_hz_ = 0;
    return {};
  }
  const Candidate& c = candidates_[chosen];
  const float period_s = refine(c);
  if (!(period_s > 0)) return {};
  const float f0 = 1 / period_s;
  if (f0 < 0.95 * min_hz_ || f0 > 1.05 * max_hz_) return {};
  if (c.value < 0.5f) {
    last_f0_hz_ = 0;
    return {f0, std::max(0.f, c.value)};
  }
  return guard(f0, c.value, onset);
}

}  // namespace partials
