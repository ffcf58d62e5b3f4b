// SPDX-License-Identifier: MIT
// When frames happen. Frame n of a lane starts at sample ceil(n * hop * rate) after the lane's origin, in
// integer arithmetic, never accumulated, so frames may differ by one sample and an hour later nothing has
// drifted. Host blocks never define frames.
#pragma once
#include <cstdint>

namespace partials {

struct FrameClock {
  int64_t hop_num = 1, hop_den = 250;  // hop in seconds as a fraction
  int64_t rate_hz = 44100;

  constexpr int64_t start(int64_t frame) const {
    const int64_t n = frame * hop_num * rate_hz;
    return (n + hop_den - 1) / hop_den;
  }
  constexpr int length(int64_t frame) const { return static_cast<int>(start(frame + 1) - start(frame)); }
  constexpr int max_length() const { return static_cast<int>((hop_num * rate_hz + hop_den - 1) / hop_den); }
  // The frame in force at a sample.
  constexpr int64_t frame_at(int64_t sample) const { return sample * hop_den / (hop_num * rate_hz); }
  constexpr double hop_s() const { return static_cast<double>(hop_num) / static_cast<double>(hop_den); }
};

// One stretch of a lane's time, as every processor sees it. It either starts with a frame (offset 0) and
// holds the `frames` that start within it, or it continues a frame already begun (offset > 0, frames 0) and
// ends no later than that frame.
struct Call {
  int64_t frame = 0;  // the frame in force at the first sample
  int offset = 0;     // samples of that frame already played
  int frames = 0;     // frames that start within this call: the length of every frame-rate buffer
  int samples = 0;    // length of every sample-rate buffer
};

// The longest legal call of at most `samples` from a lane's absolute sample on.
constexpr Call next_call(const FrameClock& clock, int64_t sample, int samples) {
  Call c;
  c.frame = clock.frame_at(sample);
  c.offset = static_cast<int>(sample - clock.start(c.frame));
  c.samples = samples;
  if (c.offset) {
    const int left = clock.length(c.frame) - c.offset;
    if (left < samples) c.samples = left;
  } else {
    while (clock.start(c.frame + c.frames) < sample + samples) ++c.frames;
  }
  return c;
}

// Visits the parts of a call that lie within one frame: f(index of the frame in the call's buffers or -1
// where it began before, absolute frame, offset within the frame, first sample within the call, samples).
template <class F>
inline __attribute__((always_inline)) void for_each_stretch(const FrameClock& clock, const Call& call,
                                                            F&& f) {
  int done = 0, index = call.offset ? -1 : 0, offset = call.offset;
  for (int64_t frame = call.frame; done < call.samples; ++frame, ++index, offset = 0) {
    const int left = clock.length(frame) - offset;
    const int n = left < call.samples - done ? left : call.samples - done;
    f(index, frame, offset, done, n);
    done += n;
  }
}

}  // namespace partials
