// SPDX-License-Identifier: MIT
#include "analysis/pitch_tracker.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr float kNearBest = 0.75f;  // of the best repetition at a longer lag, each measured on its own level
constexpr float kWeak = 0.6f;       // a longer lag with a smaller share is ignored
// of a longer lag's, measured the same way: less means that every second period differs
constexpr float kNearLonger = 0.93f;
// of the first level's power: below it a slower copy holds only what its filter leaked
constexpr float kEmptyLevel = 3e-4f;
// seconds: shorter lags are also what a formant or a hiss repeats, so they must
constexpr float kHighLag = 0.0007f;
constexpr float kSureHigh = 0.8f;  // repeat this well
// of the short lag's over its own short window: a longer lag below this repeats a note that has ended
constexpr float kPast = 0.7f;
constexpr float kLoyalty = 0.06f;  // tolerance on both for the current pitch
// if the longer lag repeats less than this, noise decides between the two: the second tolerance grows by
constexpr float kRough = 0.93f;
constexpr float kRoughEase = 0.6f;  // this share of the shortfall
// the second is stricter for a lag shorter than the current one, except for lags of few samples
constexpr float kDisloyal = 0.05f;
// how well the current pitch must repeat to be followed while another one is not accepted yet
constexpr float kGoesOn = 0.6f;
constexpr float kSureOctave = 1.5f;  // evidence of the octave that a confident pitch needs,
constexpr float kSureLeap = 8;       // and one most of an octave away from the previous one
constexpr double kLowSlack = 0.97;   // the lowest pitch may be flat by half a semitone
constexpr double kListenShare =
    0.45;  // of the lowest pitch: repetitions are searched this far below it, but do not count as pitches
constexpr float kClear = 0.97f;  // a repetition this good is a period, whatever is found below the range
constexpr float kBelow =
    0.85f;  // how well a longer lag must repeat to show that the pitch is below the range
// samples for comparing a lag with a longer one,
constexpr int kLongestWindow = 640, kWidestReach = 8;
// which may be as long as the history
constexpr int kFarthest = Repetition::kHistory - kLongestWindow - kWidestReach - 2;
constexpr int kShortestWindow = 128;   // samples over which periods too short for the range are measured
constexpr float kAsGood = 0.05f;       // by how much less a note's own period may repeat than a part of it
constexpr float kFarBelow = 1.625f;    // ratio of pitches: most of an octave
constexpr float kThudless = 0.8f;      // of the power, if there is nothing slow under a note
constexpr float kStillRepeats = 0.9f;  // how well a note must repeat to continue under another sound
constexpr float kClearly = 2;          // ratio of residuals that counts as clearly worse
constexpr float kMotion = 0.03f;       // residual share of the power of a period even without noise
// the confidence of a doubtful pitch: below the threshold of every user
constexpr float kDoubtful = 0.45f;

int window_of(int lag) { return std::max(40, lag + lag / 4); }

// The ratio of the residual powers of two repetitions.
float times_left_over(float value, float other) {
  return (1 - value + kMotion) / (1 - std::min(other, 1.f) + kMotion);
}

}  // namespace

void PitchTracker::prepare(double rate_hz, double min_hz, double max_hz, double step_s) {
  sound_.prepare(rate_hz, kListenShare * min_hz);
  rate_hz_ = sound_.rate_hz(0);
  min_hz_ = min_hz;
  max_hz_ = std::min(max_hz, rate_hz_ / 4);
  first_lag_ = std::max(3, static_cast<int>(rate_hz_ / max_hz_) - 1);
  guard_.prepare(step_s);
  note_.prepare(step_s);
}

double PitchTracker::age_s(double f0_hz) const {
  const double lag = rate_hz_ / f0_hz;
  if (lag > Repetition::kHigh) return 1.125 / f0_hz;
  return 0.5 * (std::floor(kShortSpan / lag) * lag + std::max<double>(kShortWindow, 1.25 * lag)) / rate_hz_;
}

void PitchTracker::reset() noexcept {
  sound_.reset();
  guard_.reset();
  note_.reset();
}

// Adds a level's peaks from low_hz up to high_hz to the n candidates so far, short lags first; returns how
// many there are then.
int PitchTracker::find_on_level(int level, double low_hz, double high_hz, int count) noexcept {
  constexpr int kHigh = Repetition::kHigh;
  float n[kHigh + 3];
  sound_.begin(level);
  if (level && sound_.power(level) < kEmptyLevel * sound_.power(0)) return count;
  sound_.sum_energy(level, kHigh + 1 + window_of(kHigh + 1));
  const int low = level ? Repetition::kLow : first_lag_;
  for (int lag = low - 1; lag <= kHigh + 1; ++lag) n[lag] = sound_.at(level, lag, window_of(lag));
  const double level_rate = sound_.rate_hz(level);
  for (int lag = low; lag <= kHigh && count < kCandidates; ++lag) {
    if (!(n[lag] > 0.3f && n[lag] >= n[lag - 1] && n[lag] > n[lag + 1])) continue;
    float offset;
    const float value = parabola(n[lag - 1], n[lag], n[lag + 1], offset);
    const float exact = static_cast<float>(lag) + offset;
    const double hz = level_rate / exact;
    if (hz < low_hz || hz >= high_hz) continue;
    candidates_[count++] = {level, exact, std::min(value, 1.f), static_cast<float>(exact / level_rate)};
  }
  return count;
}

int PitchTracker::find_candidates() noexcept {
  int count = 0;
  for (int level = 0;
       level < sound_.levels() && sound_.rate_hz(level) / Repetition::kLow > kLowSlack * min_hz_; ++level)
    count = find_on_level(level, kLowSlack * min_hz_, rate_hz_, count);
  return count;
}

bool PitchTracker::sounds_already(const Candidate& c) const noexcept {
  const float held = guard_.expected_hz();
  return held > 0 && std::fabs(std::log2(c.lag_s * held)) < 0.06f;
}

// Whether the signal repeats after c as well as after the longer lag. Both are measured on one level with one
// window, so that noise and window length affect both equally; a few cycles of a strong overtone do not pass.
bool PitchTracker::holds_against(const Candidate& c, const Candidate& longer) noexcept {
  // as slow as the long lag allows, while the short one is still a dozen samples, or until the long one fits
  // in the memory
  int level = c.level;
  for (float lag = c.lag;
       level < longer.level - 3 && (lag >= 24 || longer.lag_s * sound_.rate_hz(level) > kFarthest); lag /= 2)
    ++level;
  const float rate = static_cast<float>(sound_.rate_hz(level)), far = longer.lag_s * rate;
  const int window = std::clamp(static_cast<int>(1.25f * far), 40, kLongestWindow);
  float place;
  // a lag is accurate to one sample of its own level
  const int reach = std::min(kWidestReach, 1 << std::max(0, longer.level - level));
  const int recent = std::max(40, static_cast<int>(1.25f * c.lag_s * rate));
  if (recent < window && sound_.best_near(level, far, reach, recent) <
                             kPast * sound_.peak_near(level, c.lag_s * rate, 1, recent, place))
    return true;
  const float there = sound_.peak_near(level, far, reach, window, place);
  const float share = kNearLonger -
                      (sounds_already(c) ? kLoyalty + kRoughEase * std::max(0.f, kRough - there) : 0.f) +
                      (sounds_already(longer) && c.lag_s > kHighLag ? kDisloyal : 0.f);
  return sound_.peak_near(level, c.lag_s * rate, 1, window, place) >= share * there;
}

// The best of the longer lags, the first and the last that are about as good, and the current one.
bool PitchTracker::holds_against_all(const Candidate& c, int from, int n, float good) noexcept {
  int first = -1, last = -1, best = from, held = -1;
  for (int i = from; i < n; ++i) {
    if (candidates_[i].value >= good) {
      last = i;
      first = first < 0 ? i : first;
    }
    if (candidates_[i].value > candidates_[best].value) best = i;
    if (sounds_already(candidates_[i])) held = i;
  }
  return holds_against(c, candidates_[best]) && (first == best || holds_against(c, candidates_[first])) &&
         (last == best || last == first || holds_against(c, candidates_[last])) &&
         (held < 0 || holds_against(c, candidates_[held]));
}

// Whether there is a clearly better repetition within half an octave.
bool PitchTracker::outdone(int index, int n) const noexcept {
  const Candidate& c = candidates_[index];
  for (int i = 0; i < n; ++i)
    if (candidates_[i].value > c.value + 0.03f && candidates_[i].lag_s < 1.4f * c.lag_s &&
        candidates_[i].lag_s > c.lag_s / 1.4f)
      return true;
  return false;
}

// The index of the period among the candidates (short lags first), -1 for none: the shortest that passes
// against the best of those well beyond it.
int PitchTracker::choose(int n) noexcept {
  float beyond[kCandidates + 1];  // the best value from here on
  beyond[n] = 0;
  for (int i = n - 1; i >= 0; --i) beyond[i] = std::max(beyond[i + 1], candidates_[i].value);
  for (int i = 0; i < n; ++i) {
    const Candidate& c = candidates_[i];
    int longer = i + 1;
    while (longer < n && candidates_[longer].lag_s < 1.4f * c.lag_s) ++longer;
    if ((c.lag_s < kHighLag && c.value < kSureHigh) || outdone(i, n)) continue;
    if (beyond[longer] < kWeak * c.value) return i;
    if (c.value < (kNearBest - (sounds_already(c) ? kLoyalty : 0.f)) * beyond[longer]) continue;
    if (holds_against_all(c, longer, n, 0.95f * beyond[longer])) return i;
  }
  return -1;
}

// The best candidate near the current pitch, -1 for none.
int PitchTracker::sounding(int n) const noexcept {
  int best = -1;
  for (int i = 0; i < n; ++i)
    if (sounds_already(candidates_[i]) && (best < 0 || candidates_[i].value > candidates_[best].value))
      best = i;
  return best;
}

// The period in seconds, to a cent or so.
float PitchTracker::refine(const Candidate& c) noexcept {
  float place;
  if (c.level == 0) {
    const int periods = std::max(1, static_cast<int>(kShortSpan / c.lag));
    float lag = c.lag;
    // by doubling, so that no period is skipped
    for (int m = 1; m <= periods; m = m * 2 > periods && m < periods ? periods : m * 2) {
      const int window = std::max(kShortWindow, static_cast<int>(1.25f * c.lag));
      if (sound_.peak_near(0, lag * static_cast<float>(m), 2, window, place) < 0.8f * c.value) break;
      lag = place / static_cast<float>(m);
    }
    return static_cast<float>(lag / rate_hz_);
  }
  const int fine = std::max(0, c.level - 2), up = 1 << (c.level - fine);
  const float lag = c.lag * static_cast<float>(up);
  sound_.peak_near(fine, lag, up + 1, static_cast<int>(1.25f * lag), place);
  return static_cast<float>(place / sound_.rate_hz(fine));
}

// The ratio of the residual power at half or a third of the lag to that at the lag itself. A signal that
// repeats after a period also repeats after its multiples, with the same residual noise: about 1 if the lag
// is a multiple of the period, or repeats by chance.
float PitchTracker::octave_evidence(const Candidate& c) noexcept {
  const Parts parts = parts_of(c);
  return times_left_over(std::max({0.f, parts.half, parts.third}), c.value);
}

PitchTracker::Parts PitchTracker::parts_of(const Candidate& c) noexcept {
  const int window = window_of(static_cast<int>(c.lag));
  const auto at = [&](float lag) {  // the neighbour of a lag of few samples is another pitch, or lag zero
    return sound_.best_near(c.level, lag, lag < 4 ? 0 : 1, window);
  };
  return {at(c.lag / 2), at(c.lag / 3)};
}

// The current note is present as the candidate `held` (-1: it is not).
void PitchTracker::remember(int held) noexcept {
  if (held < 0 || candidates_[held].value < kGoesOn) return;
  const Candidate& c = candidates_[held];
  const Parts parts = parts_of(c);
  const float power = sound_.mean_power(c.level, static_cast<int>(c.lag + 0.5f));
  note_.observe(1 / c.lag_s, power, c.value, parts.half, parts.third);
}

// The candidate at the current pitch instead of the chosen one, if the chosen one is a multiple of it that
// remained as the note decayed.
int PitchTracker::keep_octave(int chosen, int n) noexcept {
  const int held = sounding(n);
  if (chosen < 0 || held < 0 || candidates_[held].value < candidates_[chosen].value - kAsGood) return chosen;
  const float ratio = candidates_[held].lag_s / candidates_[chosen].lag_s, halves = std::round(2 * ratio);
  // in the residual, one or two thirds of the period are as good
  const bool thirds = halves == 3 || halves == 6;
  if ((!thirds && halves != 4 && halves != 8) || std::fabs(std::log2(2 * ratio / halves)) > 0.06f)
    return chosen;
  const Candidate& c = candidates_[held];
  const float power = sound_.mean_power(c.level, static_cast<int>(c.lag + 0.5f));
  return note_.keeps_octave(thirds, power) ? held : chosen;
}

// The previous pitch, if it continues above a thud or under a hiss: components faster than its period repeat
// as before, while the whole signal does not repeat, or repeats most of an octave below. {} otherwise.
PitchTracker::Estimate PitchTracker::under_another(int chosen) noexcept {
  const float held = guard_.expected_hz();
  const bool below = chosen >= 0 && candidates_[chosen].value >= 0.5f;
  if (held <= 0 || (below && candidates_[chosen].lag_s * held < kFarBelow)) return {};
  int level = 0;
  while (level + 1 < sound_.levels() && sound_.rate_hz(level) / static_cast<double>(held) > Repetition::kHigh)
    ++level;
  const Repetition::Fast fast = sound_.faster_than(level, static_cast<float>(sound_.rate_hz(level)) / held);
  if (fast.value < kStillRepeats || !note_.may_go_on(fast.power)) return {};
  if (!note_.is_under() &&
      fast.power > kThudless * sound_.mean_power(level, static_cast<int>(2.25f * fast.place)))
    return {};
  note_.go_under();
  const float f0 = static_cast<float>(sound_.rate_hz(level)) / fast.place;
  guard_.hold(f0, false);
  return {f0, fast.value};
}

// n at a lag of few samples, between them too: the top of the cosine through three neighbours, which is exact
// for a sine.
float PitchTracker::short_repetition(float lag) noexcept {
  const int window = kShortestWindow;
  const int at = std::max(2, static_cast<int>(lag + 0.5f));
  sound_.sum_energy(0, window + at + 2);
  const float before = sound_.at(0, at - 1, window), n = sound_.at(0, at, window),
              after = sound_.at(0, at + 1, window);
  if (n <= 0 || n < before || n < after) return n;
  const float cosine = std::clamp((before + after) / (2 * n), -1.f, 1.f),
              sine = std::sqrt(1 - cosine * cosine);
  const float quadrature = sine > 1e-3f ? (after - before) / (2 * sine) : 0.f;
  return std::sqrt(n * n + quadrature * quadrature);
}

// The frequency above the range of which c is a multiple of the period, 0 for none: a sine at 8 kHz repeats
// after two of its periods too.
float PitchTracker::above_range(const Candidate& c) noexcept {
  // one of the multiples is in the top octave
  if (c.level || c.value < kClear || c.lag_s * max_hz_ > 2.1) return 0;
  for (int m = 1; c.lag / static_cast<float>(m) >= 2; ++m) {
    const double hz = m / static_cast<double>(c.lag_s);
    if (hz < 1.05 * max_hz_) continue;
    const float part = std::min(1.f, short_repetition(c.lag / static_cast<float>(m)));
    if (times_left_over(part, c.value) < kClearly) return static_cast<float>(hz);
  }
  return 0;
}

// The frequency below the range at which the signal repeats better than at the chosen lag (-1: none); 0 for
// none.
float PitchTracker::below_range(int chosen, int n) noexcept {
  int all = n, best = n;
  for (int level = 0; level < sound_.levels(); ++level)
    if (sound_.rate_hz(level) / Repetition::kHigh < kLowSlack * min_hz_)
      all = find_on_level(level, kLowSlack * kListenShare * min_hz_, kLowSlack * min_hz_, all);
  for (int i = n; i < all; ++i)
    if (candidates_[i].value > candidates_[best].value) best = i;
  if (best == all || candidates_[best].value < kBelow) return 0;
  if (chosen >= 0) {
    const Candidate& c = candidates_[chosen];
    if (times_left_over(c.value, candidates_[best].value) < kClearly || holds_against(c, candidates_[best]))
      return 0;
  }
  return 1 / candidates_[best].lag_s;
}

// The confidence of the held pitch: how well it repeats, unless its octave is in doubt.
float PitchTracker::confidence(float value, float evidence) const noexcept {
  return guard_.doubts() || (evidence < kSureOctave && !note_.kept()) ? std::min(value, kDoubtful) : value;
}

// The chosen candidate if it is accepted; otherwise the previous one if it continues; otherwise a doubtful
// one.
PitchTracker::Estimate PitchTracker::weigh(int chosen, int n, bool onset) noexcept {
  const Candidate& c = candidates_[chosen];
  const float f0 = 1 / refine(c), value = std::clamp(c.value, 0.f, 1.f);
  if (!(f0 >= 0.95 * min_hz_ && f0 <= 1.05 * max_hz_)) return {};
  if (value < 0.5f) {
    guard_.lose();
    return {f0, value};
  }
  const int before = sounding(n);
  const float goes_on = before >= 0 ? std::min(candidates_[before].value, 1.f) : 0.f;
  const float evidence = octave_evidence(c);
  if (guard_.believes(f0, value, onset, goes_on, evidence > kSureLeap))
    return {f0, confidence(value, evidence)};
  if (goes_on > kGoesOn) {
    const float held_evidence = octave_evidence(candidates_[before]);
    guard_.hold(1 / refine(candidates_[before]), held_evidence > kSureLeap);
    return {guard_.held_hz(), confidence(goes_on, held_evidence)};
  }
  return {guard_.held_hz() > 0 ? guard_.held_hz() : f0, std::min(value, kDoubtful)};
}

PitchTracker::Estimate PitchTracker::estimate(bool silent, bool onset) noexcept {
  const int n = silent ? 0 : find_candidates();
  int chosen = silent ? -1 : choose(n);
  if (silent || guard_.expected_hz() <= 0) note_.begin();
  if (!silent) {
    guard_.observe(sound_.power(0));
    if (const Estimate held = under_another(chosen); held.f0_hz > 0) return held;
    chosen = keep_octave(chosen, n);
    if (chosen >= 0 && sounds_already(candidates_[chosen])) remember(chosen);
  }
  float outside = 0;
  if (!silent && (chosen < 0 || candidates_[chosen].value < kClear)) outside = below_range(chosen, n);
  if (chosen >= 0 && outside <= 0) outside = above_range(candidates_[chosen]);
  if (outside > 0) {
    guard_.lose();
    return {outside, 0};
  }
  if (chosen >= 0) return weigh(chosen, n, onset);
  silent ? guard_.reset() : guard_.lose();
  return {};
}

}  // namespace partials
