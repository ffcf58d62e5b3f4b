// SPDX-License-Identifier: MIT
// Pitch of a stream by the normalised square difference n(lag) = 2 sum x x' / sum (x^2 + x'^2) (McLeod and Wyvill 2005), 1 for a
// perfect repetition. The window is 1.25 lags long, so a pitch needs 2.25 periods of sound whatever its height. The signal is
// kept at its own rate (halved until at most 48 kHz) and on a pyramid of half-rate copies; each level serves one octave of lags
// (32..63 of its samples), the first all shorter ones, so the cost grows with the number of octaves and not with the window.
// The shortest lag that repeats nearly as well as the best, and nearly as well as a longer one heard through the same window, is
// the period. Its value is refined on a level two octaves finer, for short lags on several periods at once.
#pragma once

namespace partials {

class PitchTracker {
 public:
  struct Estimate {
    float f0_hz = 0, confidence = 0;
  };

  void prepare(double rate_hz, double min_hz, double max_hz);
  void reset() noexcept;
  void push(float x) noexcept;
  Estimate estimate(bool silent, bool onset) noexcept;
  double latency_s(double f0_hz) const { return 2.25 / f0_hz + 0.005; }  // from silence; a leap of an octave waits 8 ms more
  double age_s(double f0_hz) const;  // how long before the newest sample the middle of what an estimate heard lies

 private:
  static constexpr int kLevels = 8, kHistory = 2048, kLow = 32, kHigh = 64, kTaps = 11, kCandidates = 192;
  static constexpr int kShortSpan = 160, kShortWindow = 64;  // samples over which short lags are refined

  // The last kHistory samples at one rate, contiguous through a mirrored ring.
  struct Level {
    float ring[2 * kHistory];
    int at;
    int tick;
    float energy[kHistory + 1];  // [n]: sum of squares of the newest n samples, for n up to `summed`
    int summed;
    double sum;
  };
  struct Halver {
    float x[2 * kTaps];
    int at;
    bool odd;
  };
  struct Candidate {
    int level;
    float lag, value;  // in the level's samples
    float lag_s;
  };

  bool halve(Halver& h, float x, float& y) noexcept;
  void put(int level, float x) noexcept;
  const float* newest(int level) const noexcept { return levels_[level].ring + levels_[level].at + kHistory - 1; }  // [-i]: i ago
  void sum_energy(int level, int n) noexcept;
  float repeat(int level, int lag, int window) const noexcept;
  float peak_near(int level, float lag, int reach, int window, float& at) noexcept;
  float best_near(int level, float lag, int reach, int window) noexcept;
  int find_candidates() noexcept;
  bool holds_against(const Candidate& c, const Candidate& longer, float ease) noexcept;
  bool holds_against_all(const Candidate& c, int from, int n, float good, float ease) noexcept;
  float power(int level) noexcept;
  bool outdone(int index, int n) const noexcept;
  int choose(int n) noexcept;
  float refine(const Candidate& c) noexcept;
  Estimate guard(float f0_hz, float value, bool onset) noexcept;

  double rate_hz_ = 44100;  // of level 0
  int pre_halvings_ = 0, n_levels_ = 6, first_lag_ = 8;
  double min_hz_ = 40, max_hz_ = 5000;
  float dc_x_ = 0, dc_y_ = 0, dc_pole_ = 0.996f, smooth_ = 0;
  Halver pre_[4];
  Halver between_[kLevels];
  Level levels_[kLevels];
  Candidate candidates_[kCandidates];
  float last_f0_hz_ = 0;
  int waited_ = 0;
};

}  // namespace partials
