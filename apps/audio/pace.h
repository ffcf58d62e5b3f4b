// SPDX-License-Identifier: MIT
// Two clocks of an audio callback, in seconds. [audio-thread]
//   Pace        detects a stream that requests audio faster than it can be played: its server or
//               device is lost, which RtAudio does not report
//   BlockClock  smoothed start time of the current block: callbacks come in bursts, and MIDI timing
//               must not jitter with them
#pragma once
#include <algorithm>
#include <cmath>

namespace partials::audio {

class Pace {
 public:
  static constexpr double kMaxAheadS = 1;  // far more than any system buffers
  // Call at every callback; true: the stream runs too fast.
  bool runs_away(double now_s, double block_s) {
    ahead_s_ = last_s_ < 0 ? 0 : std::max(0.0, ahead_s_ + block_s - (now_s - last_s_));
    last_s_ = now_s;
    return ahead_s_ > kMaxAheadS;
  }

 private:
  double last_s_ = -1, ahead_s_ = 0;
};

class BlockClock {
 public:
  // Call at every callback, before place().
  void begin(double now_s, int frames, double rate_hz) {
    const double expected_s = start_s_ + frames_ / rate_hz;
    const double error_s = now_s - expected_s;
    start_s_ = frames_ == 0 || std::abs(error_s) > kLostS ? now_s : expected_s + kFollow * error_s;
    frames_ = frames;
    rate_hz_ = rate_hz;
  }
  // Position in this block, in samples, of a message received at time_s. Every message is delayed by one
  // block, so that the latency is constant; an older message is placed at sample 0. A result of `frames` or
  // more belongs to a later block.
  int place(double time_s) const {
    return static_cast<int>(std::clamp(std::round((time_s - start_s_) * rate_hz_) + frames_, 0.0, 1e9));
  }

 private:
  static constexpr double kLostS = 0.1, kFollow = 0.05;
  double start_s_ = 0, rate_hz_ = 48000;
  int frames_ = 0;
};

}  // namespace partials::audio
