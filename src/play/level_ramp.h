// SPDX-License-Identifier: MIT
// Sample-accurate gain changes. A model reads levels frame by frame and interpolates linearly between them
// (dsp/harmonic_bank.h), so a change would begin up to a frame late. LevelRamp closes that gap: the target
// level moves to its new value from the event's sample on, the model's level follows by frames, and the
// voice's output is scaled by the quotient, which is exactly 1 while nothing moves. Timbre follows by frames.
// [audio-thread] noexcept; states are functions of samples, not of blocks.
#pragma once
#include <algorithm>

namespace partials {

// A straight line to a value, which then holds, exactly.
class Line {
 public:
  void set(float value) noexcept {
    now_ = to_ = value;
    left_ = 0;
  }
  void go(float value, int samples) noexcept {
    if (value == to_) return;
    to_ = value;
    left_ = samples;
    step_ = (value - now_) / static_cast<float>(samples);
  }
  float next() noexcept {
    if (left_ > 0) now_ = --left_ > 0 ? now_ + step_ : to_;
    return now_;
  }
  float now() const noexcept { return now_; }
  bool still() const noexcept { return left_ == 0; }

 private:
  float now_ = 1, to_ = 1, step_ = 0;
  int left_ = 0;
};

class LevelRamp {
 public:
  void start() noexcept { begun_ = false; }  // a note starts: no ramp in its first frame, whatever the level
  void want(float gain, int samples) noexcept { begun_ ? wanted_.go(gain, samples) : wanted_.set(gain); }
  void frame(float gain, int length) noexcept {  // a frame begins, at whose end the model plays at this level
    if (!begun_) {
      wanted_.set(gain);
      model_.set(gain);
    } else {
      model_.go(gain, length);
    }
    begun_ = true;
  }
  bool still() const noexcept { return wanted_.still() && model_.still() && wanted_.now() == model_.now(); }
  float next() noexcept {
    const float wanted = wanted_.next(), model = model_.next();
    return std::min(wanted / std::max(model, 1e-9f), kMax);
  }

 private:
  static constexpr float kMax = 4;  // a model rises out of silence by itself, within its frame
  Line wanted_, model_;
  bool begun_ = false;
};

}  // namespace partials
