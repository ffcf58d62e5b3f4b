// SPDX-License-Identifier: MIT
// State of the current note, so that it is tracked as one note. Octave: the odd partials of a plucked string
// may die before the even ones. Then the string repeats twice as often, although no new note began: if the
// difference between the period and its half (or third) was once clear, then faded slowly while the note
// became softer, the note keeps its octave. In a slur to the octave the difference vanishes within a few
// periods. Knock: a note that continues under a thud or a hiss is held for kUnderS; a lower pitch that lasts
// longer is a separate note.
#pragma once
#include <algorithm>
#include <cmath>

namespace partials {

class PitchNote {
 public:
  void prepare(double step_s) noexcept {
    step_s_ = static_cast<float>(step_s);
    reset();
  }
  void reset() noexcept {
    power_ = 0;
    under_ = 0;
    begin();
  }
  void begin() noexcept {  // an onset or a silence: the octave is open
    age_ = 0;
    for (Octave& o : octaves_) o = {};
    kept_ = false;
  }

  // For each estimate in which the note's own period is present: the power over one period (mean square), and
  // how well the signal repeats after the period, after half and after a third of it.
  void observe(float f0_hz, float power, float whole, float half, float third) noexcept {
    if (power > (kept_ ? kLouder : kStruck) * past(kLouderS)) begin();
    if (std::fabs(std::log2(f0_hz / f0_hz_)) > kSame) {
      begin();
      f0_hz_ = f0_hz;
    }
    f0_hz_ += kSlow * (f0_hz - f0_hz_);
    power_ = power;
    under_ = 0;
    at_ = (at_ + 1) % kPast;
    ++age_;
    past_[at_] = {power, {whole - half, whole - third}};
    for (int i : {0, 1}) {
      if (past_[at_].left[i] < kClear) continue;
      octaves_[i].power = power;
      ++octaves_[i].clear;
    }
  }
  // Whether a pitch with half (or a third of) the period, which also repeats, is this note with fewer
  // partials.
  bool keeps_octave(bool thirds, float power) noexcept {
    const int i = thirds, watched = static_cast<int>(
                              std::clamp(kFadePeriods / f0_hz_, kFadeS, (kPast - 2) * step_s_) / step_s_);
    if (kept_) return true;
    if (seconds(octaves_[i].clear) < kBegunS || power > kSofter * octaves_[i].power || age_ < watched)
      return false;
    for (int ago = 0; ago < watched; ++ago)
      if (past_[(at_ - ago + kPast) % kPast].left[i] > kFading) return false;
    return kept_ = true;
  }
  bool kept() const noexcept { return kept_; }

  // Whether the note may still be present under another sound, at this power.
  bool may_go_on(float power) const noexcept {
    return seconds(under_) < kUnderS && power > kStillThere * power_ && power_ > 0;
  }
  bool is_under() const noexcept { return under_ > 0; }
  void go_under() noexcept { ++under_; }

 private:
  struct Past {
    float power, left[2];
  };
  static constexpr int kPast = 128;
  static constexpr float kClear = 0.2f;   // of the power doubled: the odd partials hold a tenth
  static constexpr float kFading = 0.3f;  // at most this much within the observed time
  static constexpr float kFadeS = 0.06f, kFadePeriods = 5;
  static constexpr float kSofter = 0.8f;  // a decibel below what it was when its octave was clear
  // how long the octave must have been clear: attacks repeat after many periods
  static constexpr float kBegunS = 0.15f;
  static constexpr float kSame = 0.06f, kSlow = 0.05f;  // octaves from a mean of some 20 estimates: one pitch
  // 6 dB in kLouderS, 2 dB while the octave is kept: a new stroke
  static constexpr float kStruck = 4, kLouder = 1.6f;
  static constexpr float kLouderS = 0.05f;
  static constexpr float kUnderS = 0.12f;     // a foot tap or a knock is over by then
  static constexpr float kStillThere = 0.1f;  // of the note's power

  float seconds(int estimates) const noexcept { return static_cast<float>(estimates) * step_s_; }
  float past(float ago_s) const noexcept {  // power that long ago; for a younger note, that at its beginning
    return past_[(at_ - std::min({static_cast<int>(ago_s / step_s_), kPast - 1, std::max(0, age_ - 1)}) +
                  kPast) %
                 kPast]
        .power;
  }

  struct Octave {     // of half, and of a third, of the period
    int clear = 0;    // estimates with clearly worse repetition
    float power = 0;  // the last time
  };

  float step_s_ = 0.00134f, power_ = 0, f0_hz_ = 440;
  Octave octaves_[2];
  Past past_[kPast] = {};
  int at_ = 0, age_ = 0, under_ = 0;
  bool kept_ = false;
};

}  // namespace partials
