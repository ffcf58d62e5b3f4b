// SPDX-License-Identifier: MIT
// The judge's own transform: a plain radix-2 FFT in double precision for measuring recordings offline. It is
// deliberately independent of the fast transforms of the synthesis, so that a fault there shows in the
// figures. Sizes: powers of two.
#pragma once
#include <complex>
#include <vector>

#include "soundfile/clip_view.h"

namespace partials {

class Fourier {
 public:
  explicit Fourier(int size);
  int size() const { return size_; }
  void forward(std::complex<double>* x) const;   // in place, sum x[n] e^(-2 pi i k n / size)
  void backward(std::complex<double>* x) const;  // in place, with the factor 1 / size

 private:
  void transform(std::complex<double>* x, bool inverse) const;
  int size_;
  std::vector<std::complex<double>> twiddle_;  // [size / 2]
  std::vector<int> reversed_;                  // [size]
};

std::vector<float> hann(int size);  // periodic

// Short-time spectra of centred frames: frame f is centred at sample f * hop; outside the clip is silence.
struct Spectrogram {
  int frames = 0, bins = 0;
  double bin_hz = 0.0, frame_s = 0.0;
  std::vector<float> power;  // [frames][bins], |X|^2 of the Hann-windowed frame
  const float* frame(int f) const { return power.data() + static_cast<size_t>(f) * bins; }
};
Spectrogram power_spectrogram(const float* x, int64_t samples, double rate_hz, int window, int hop);

// The frames of such a spectrogram one by one, in any order, for a recording of any length.
class SpectrumReader {
 public:
  SpectrumReader(const ClipView& clip, int window, int hop);
  int frames() const { return frames_; }
  int bins() const { return window_ / 2 + 1; }
  double bin_hz() const { return clip_.rate_hz() / window_; }
  double frame_s() const { return hop_ / clip_.rate_hz(); }
  const float* frame(int f);  // [bins], until the next call

 private:
  ClipView clip_;
  int window_, hop_, frames_, pair_ = -1;
  Fourier fft_;
  std::vector<float> shape_, power_, scratch_;  // power_: [2][bins], of frames pair_ and pair_ + 1
  std::vector<std::complex<double>> buffer_;
};

// IEC 61672 A-weighting as a power factor; 1 at 1 kHz.
double a_weight_power(double f_hz);

}  // namespace partials
