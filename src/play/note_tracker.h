// SPDX-License-Identifier: MIT
// Notes from a sung or played pitch, for MIDI out: a note begins when a pitch has stayed within a semitone
// for kSteady values, changes when another one has, and ends with the sound. Velocity is the loudness at the
// beginning, over a range of 48 dB. [audio-thread] noexcept.
#pragma once
#include <algorithm>
#include <cmath>

#include "analysis/analyser.h"

namespace partials {

class NoteTracker {
 public:
  static constexpr int kSteady = 8;  // analyser values: about 11 ms
  static constexpr float kSure = 0.6f, kAway = 0.7f, kSpanDb = 48;

  void reset() noexcept { *this = {}; }
  int key() const noexcept { return key_; }  // -1: none
  // One value of the analyser. gate_db: below it is silence. emit(bool on, int key, float velocity).
  template <class Emit>
  void next(const Features& f, float gate_db, Emit&& emit) noexcept {
    const bool sounds = f.loudness_db >= gate_db && f.confidence >= kSure && f.f0_hz > 0;
    absent_ = sounds ? 0 : absent_ + 1;
    if (absent_ > 3 * kSteady && key_ >= 0) {
      emit(false, key_, 0.f);
      key_ = -1;
    }
    if (!sounds) return;
    const float midi = 69 + 12 * std::log2(f.f0_hz / 440);
    steady_ = std::fabs(midi - candidate_) < 0.5f ? steady_ + 1 : 0;
    if (steady_ == 0) candidate_ = midi;
    const int wanted = std::clamp(static_cast<int>(std::lround(midi)), 0, 127);
    if (steady_ < kSteady || wanted == key_ ||
        (key_ >= 0 && std::fabs(midi - static_cast<float>(key_)) < kAway))
      return;
    if (key_ >= 0) emit(false, key_, 0.f);
    key_ = wanted;
    emit(true, key_, std::clamp(1 + f.loudness_db / kSpanDb, 0.05f, 1.f));
  }

 private:
  int key_ = -1, steady_ = 0, absent_ = 0;
  float candidate_ = -100;
};

}  // namespace partials
