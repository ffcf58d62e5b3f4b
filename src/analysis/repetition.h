// SPDX-License-Identifier: MIT
// How well a stream repeats after any lag: the normalised square difference n(lag) = 2 sum x x' / sum (x^2 +
// x'^2) over the newest `window` samples (McLeod and Wyvill 2005), 1 for a perfect repetition. The signal is
// kept at its own rate (halved until at most 48 kHz) and on a pyramid of half-rate copies, so that a long lag
// costs no more than a short one: each level serves one octave of lags (kLow..kHigh of its samples), the
// first all shorter ones.
#pragma once

namespace partials {

class Repetition {
 public:
  static constexpr int kLevels = 8, kHistory = 2048, kLow = 32, kHigh = 64;

  void prepare(double rate_hz, double min_hz);
  void reset() noexcept;
  void push(float x) noexcept;

  int levels() const noexcept { return n_levels_; }
  double rate_hz(int level) const noexcept { return rate_hz_ / (1 << level); }

  // All use the newest sample and those before it; begin() discards the sums of the previous newest sample.
  void begin(int level) noexcept;
  // prepares the newest n samples; at() then needs window + lag <= n
  void sum_energy(int level, int n) noexcept;
  float at(int level, int lag, int window) const noexcept;
  // The largest peak within `reach` of the lag, its place by a parabola; 0 on a slope.
  float peak_near(int level, float lag, int reach, int window, float& place) noexcept;
  float best_near(int level, float lag, int reach, int window) noexcept;
  // The same for components faster than the lag: the mean over one lag is subtracted, twice. That leaves the
  // partials of a pitch unchanged and attenuates a thud an octave below it by 20 dB. 0 on a slope, or if the
  // lag is not 16 to kHigh samples.
  struct Fast {
    float value, place, power;
  };
  Fast faster_than(int level, float lag) const noexcept;
  float mean_power(int level, int n) noexcept;  // mean square of the newest n samples
  float power(int level) noexcept;  // mean square over the newest 16 ms or so, the same time on every level

 private:
  static constexpr int kTaps = 11;

  // The last kHistory samples at one rate, contiguous through a mirrored ring.
  struct Level {
    float ring[2 * kHistory];
    int at;
    bool odd;                    // of the samples so far
    float energy[kHistory + 1];  // [n]: sum of squares of the newest n samples, for n up to `summed`
    int summed;
    double sum;
  };
  struct Halver {
    float x[2 * kTaps];
    int at;
    bool odd;
  };

  static float half_band(const float* x) noexcept;  // of kTaps samples
  static bool halve(Halver& h, float x, float& y) noexcept;
  bool put(int level, float x) noexcept;  // true every second time
  // [-i]: i ago
  const float* newest(int level) const noexcept {
    return levels_[level].ring + levels_[level].at + kHistory - 1;
  }

  double rate_hz_ = 44100;  // of level 0
  int pre_halvings_ = 0, n_levels_ = 6;
  float dc_x_ = 0, dc_y_ = 0, dc_pole_ = 0.996f, smooth_ = 0;
  Halver pre_[4];
  Level levels_[kLevels];
};

// The peak's value, and its offset from the middle of three, by a parabola.
float parabola(float before, float peak, float after, float& offset);

}  // namespace partials
