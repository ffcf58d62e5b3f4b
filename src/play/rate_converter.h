// SPDX-License-Identifier: MIT
// Sound from one sample rate to another, a sample at a time: windowed sinc (Kaiser, 90 dB) read from a table
// of phases. The result depends only on the number of samples, never on the blocks.
//   [main-thread] prepare;  [audio-thread] the rest: noexcept, nothing allocated.
#pragma once
#include <cstdint>
#include <vector>

namespace partials {

class RateConverter {
 public:
  void prepare(double from_hz, double to_hz, int channels);
  void reset() noexcept;

  // One sample of every channel in.
  void push(const float* row) noexcept;
  // Whether the input so far suffices for the next output sample.
  bool ready() const noexcept { return static_cast<double>(in_) > next_at() + half_; }
  void pop(float* row) noexcept;

  double half_width() const { return half_; }  // in input samples: the latency of an output sample

 private:
  double next_at() const noexcept { return static_cast<double>(out_) * step_; }  // in input samples

  double step_ = 1;  // input samples an output sample
  int channels_ = 1, half_ = 0;
  int64_t in_ = 0, out_ = 0;
  std::vector<float> table_;  // [phases + 1][2 half]
  std::vector<float> ring_;   // [size][channels], the last inputs
  int64_t size_ = 0;          // a power of two
};

}  // namespace partials
