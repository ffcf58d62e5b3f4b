// SPDX-License-Identifier: MIT
// Sample-accurate pitch bends. A model reads pitch frame by frame and its bank interpolates linearly between
// frames, so a bend would begin up to a frame late and then glide. PitchStep closes that gap: from the bend's
// sample on it gives the difference in Hz between the bent line and the bank's line (deviation_hz of
// dsp/harmonic_bank.h), until the frames have caught up, in the next frame but one. Frequency steps but phase
// is continuous, so nothing clicks. Exactly 0 while nothing is bent. The partials end below the model's band
// at the pitch of the frames; the deviation is limited so that the highest of them stays below half the rate.
// The remainder of a leap upwards (of more than about half an octave, with partials up to 16 kHz) follows at
// the frame at which they have faded. [audio-thread] noexcept; a function of samples, not of blocks.
#pragma once
#include <algorithm>
#include <cmath>

namespace partials {

inline constexpr float kLowestPlayedHz = 16, kHighestPlayedHz = 12000;

class PitchStep {
 public:
  // band_hz: upper limit of a bank's partials.
  void prepare(double rate_hz, double band_hz, int partials) noexcept {
    half_rate_ = rate_hz / 2;
    band_ = std::min(band_hz, half_rate_);
    partials_ = std::max(1, partials);
  }
  void start() noexcept { begun_ = false; }  // a note: its first frame is at its own pitch
  void bend(float semitones) noexcept { wanted_ = semitones; }
  // a frame begins, at whose end the bank is at f0_hz, which includes this bend
  void frame(float f0_hz, float semitones, int length) noexcept {
    from_ = begun_ ? to_ : End{f0_hz, semitones};
    to_ = {f0_hz, semitones};
    length_ = length;
    begun_ = true;
  }
  bool still() const noexcept { return wanted_ == from_.semitones && wanted_ == to_.semitones; }

  // Of samples `first` to `first` + n of the frame. A sample's deviation advances the phase up to the next
  // sample, so it is the mean over that interval.
  void fill(float* deviation_hz, int first, int n) const noexcept {
    const double bent_from = bent(from_), bent_to = bent(to_), most = most_hz();
    for (int i = 0; i < n; ++i) {
      const double part = (first + i + 0.5) / length_, line = from_.f0_hz + part * (to_.f0_hz - from_.f0_hz);
      deviation_hz[i] = static_cast<float>(
          std::clamp(bent_from + part * (bent_to - bent_from), static_cast<double>(kLowestPlayedHz), most) -
          line);
    }
  }

 private:
  struct End {  // of the bank's line
    double f0_hz = 440;
    float semitones = 0;
  };
  double bent(const End& e) const noexcept {
    return e.f0_hz * std::exp2((static_cast<double>(wanted_) - static_cast<double>(e.semitones)) / 12);
  }
  double most_hz() const noexcept {
    const double sounding = std::clamp(std::ceil(band_ / std::min(from_.f0_hz, to_.f0_hz)) - 1, 1.0,
                                       static_cast<double>(partials_));
    return std::clamp(half_rate_ / sounding, static_cast<double>(kLowestPlayedHz),
                      static_cast<double>(kHighestPlayedHz));
  }

  double half_rate_ = 24000, band_ = 16000;
  int partials_ = 1, length_ = 192;
  End from_, to_;
  float wanted_ = 0;
  bool begun_ = false;
};

}  // namespace partials
