// SPDX-License-Identifier: MIT
// Pitch of a stream. The repetition at each lag (repetition.h) is measured over windows 1.25 lags long, so
// that every pitch needs 2.25 periods of signal. The shortest lag that repeats nearly as well as the best,
// and nearly as well as a longer one measured with the same window, is the period; the current pitch has a
// small advantage. Its value is refined on a level two octaves finer, for short lags on several periods at
// once. pitch_guard.h decides whether to accept it. The confidence exceeds 0.5 only if half and a third of
// the period repeat clearly worse, and needs more evidence after a leap: pitch_home.h. A note keeps its
// octave while it decays, and continues under a thud or a hiss: pitch_note.h. A repetition with a period
// outside the range is not a pitch: its frequency is returned with a confidence of 0. A doubtful period must
// repeat as well as any period up to twice the longest of the range; a period of few samples must repeat
// better than its own fractions that are too short.
#pragma once
#include "analysis/pitch_guard.h"
#include "analysis/pitch_note.h"
#include "analysis/repetition.h"

namespace partials {

class PitchTracker {
 public:
  struct Estimate {
    float f0_hz = 0, confidence = 0;  // confidence 0: no pitch; f0_hz is then 0 or outside the range
  };

  // estimate() is called every step_s
  void prepare(double rate_hz, double min_hz, double max_hz, double step_s);
  void reset() noexcept;
  void push(float x) noexcept { sound_.push(x); }
  Estimate estimate(bool silent, bool onset) noexcept;
  // From silence or from another note; a leap of an octave without an onset takes 8 ms or two periods longer,
  // whichever is more.
  double latency_s(double f0_hz) const { return 2.25 / f0_hz + 0.005; }
  // age of the estimate: distance from the newest sample to the centre of its window
  double age_s(double f0_hz) const;

 private:
  static constexpr int kCandidates = 192;
  static constexpr int kShortSpan = 160, kShortWindow = 64;  // samples over which short lags are refined

  struct Candidate {
    int level;
    float lag, value;  // in the level's samples
    float lag_s;
  };

  int find_candidates() noexcept;
  int find_on_level(int level, double low_hz, double high_hz, int n) noexcept;
  bool sounds_already(const Candidate& c) const noexcept;
  bool holds_against(const Candidate& c, const Candidate& longer) noexcept;
  bool holds_against_all(const Candidate& c, int from, int n, float good) noexcept;
  bool outdone(int index, int n) const noexcept;
  int choose(int n) noexcept;
  int sounding(int n) const noexcept;
  float refine(const Candidate& c) noexcept;
  float below_range(int chosen, int n) noexcept;
  float above_range(const Candidate& c) noexcept;
  float short_repetition(float lag) noexcept;
  struct Parts {
    float half, third;  // how well the signal repeats after those fractions of a lag
  };
  Parts parts_of(const Candidate& c) noexcept;
  float octave_evidence(const Candidate& c) noexcept;
  void remember(int index) noexcept;
  int keep_octave(int chosen, int n) noexcept;
  Estimate under_another(int chosen) noexcept;
  float confidence(float value, float evidence) const noexcept;
  Estimate weigh(int chosen, int n, bool onset) noexcept;

  double rate_hz_ = 44100;  // of level 0
  int first_lag_ = 8;
  double min_hz_ = 40, max_hz_ = 5000;  // at most a quarter of the rate
  Repetition sound_;
  PitchGuard guard_;
  PitchNote note_;
  Candidate candidates_[kCandidates];
};

}  // namespace partials
