// SPDX-License-Identifier: MIT
// Gains that move at the very sample at which a controller speaks. A model hears levels frame by frame and
// goes from one to the next in a straight line (dsp/harmonic_bank.h), so what is wanted of it would begin up
// to a frame late. LevelRamp closes that gap: the level wanted goes to its new value from the event's sample
// on, the model's follows by frames, and the voice's sound is scaled by the quotient, which is exactly 1
// wherever nothing moves. Timbre follows by frames. [audio-thread] noexcept; states are functions of samples,
// not of blocks.
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
  void start() noexcept { begun_ = false; }  // a note: its first frame is at rest, whatever the level
  void want(float gain, int samples) noexcept { begun_ ? wanted_.go(gain, samples) : wanted_.set(gain); }
  void frame(float gain, int length) noexcept {  // one begins, at whose end the model plays at this level
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
  static constexpr float kMax = 4;  // out of silence a model comes by itself, within its frame
  Line wanted_, model_;
  bool begun_ = false;
};

}  // namespace partials
