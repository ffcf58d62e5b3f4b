// SPDX-License-Identifier: MIT
#include "soundfile/fourier.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace partials {

Fourier::Fourier(int size) : size_(size), twiddle_(size / 2), reversed_(size) {
  if (size < 2 || (size & (size - 1)))
    throw std::invalid_argument("Fourier: the size must be a power of two.");
  for (int i = 0; i < size / 2; ++i) twiddle_[i] = std::polar(1.0, -2.0 * std::numbers::pi * i / size);
  for (int i = 0; i < size; ++i) reversed_[i] = (reversed_[i >> 1] >> 1) | (i & 1 ? size >> 1 : 0);
}

void Fourier::transform(std::complex<double>* x, bool inverse) const {
  for (int i = 0; i < size_; ++i)
    if (i < reversed_[i]) std::swap(x[i], x[reversed_[i]]);
  for (int half = 1; half < size_; half *= 2) {
    const int stride = size_ / (2 * half);
    for (int start = 0; start < size_; start += 2 * half)
      for (int i = 0; i < half; ++i) {
        const std::complex<double> w = inverse ? std::conj(twiddle_[i * stride]) : twiddle_[i * stride];
        std::complex<double>&a = x[start + i], &b = x[start + i + half];
        // Written out: the library's product checks for NaN and costs a call.
        const std::complex<double> t{b.real() * w.real() - b.imag() * w.imag(),
                                     b.real() * w.imag() + b.imag() * w.real()};
        b = a - t;
        a += t;
      }
  }
}

void Fourier::forward(std::complex<double>* x) const { transform(x, false); }

void Fourier::backward(std::complex<double>* x) const {
  transform(x, true);
  for (int i = 0; i < size_; ++i) x[i] /= size_;
}

std::vector<float> hann(int size) {
  std::vector<float> w(size);
  for (int i = 0; i < size; ++i)
    w[i] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * i / size));
  return w;
}

SpectrumReader::SpectrumReader(const ClipView& clip, int window, int hop)
    : clip_(clip),
      window_(window),
      hop_(hop),
      frames_(static_cast<int>(clip.samples() / hop) + 1),
      fft_(window),
      shape_(hann(window)),
      power_(2 * static_cast<size_t>(bins())),
      buffer_(static_cast<size_t>(window)) {}

const float* SpectrumReader::frame(int f) {
  const int pair = f - f % 2, count = bins();
  const float* const wanted = power_.data() + static_cast<size_t>(f % 2) * static_cast<size_t>(count);
  if (pair == pair_) return wanted;
  pair_ = pair;
  const int64_t first = static_cast<int64_t>(pair) * hop_ - window_ / 2, samples = clip_.samples();
  const int64_t from = std::max<int64_t>(0, first), until = std::min(samples, first + hop_ + window_);
  const float* x = from < until ? clip_.at(from, until - from, scratch_) - from : nullptr;
  // Two real frames in one complex transform: Z = A + iB, A[k] = (Z[k] + Z*[-k]) / 2.
  for (int i = 0; i < window_; ++i) {
    const int64_t a = first + i, b = a + hop_;
    buffer_[i] = {a >= 0 && a < samples ? shape_[i] * x[a] : 0.f,
                  b >= 0 && b < samples ? shape_[i] * x[b] : 0.f};
  }
  fft_.forward(buffer_.data());
  for (int k = 0; k < count; ++k) {
    const auto p = buffer_[k], q = std::conj(buffer_[(window_ - k) % window_]);
    power_[k] = static_cast<float>(0.25 * std::norm(p + q));
    power_[count + k] = static_cast<float>(0.25 * std::norm(p - q));
  }
  return wanted;
}

Spectrogram power_spectrogram(const float* x, int64_t samples, double rate_hz, int window, int hop) {
  SpectrumReader reader(ClipView(x, samples, rate_hz), window, hop);
  Spectrogram s;
  s.frames = reader.frames();
  s.bins = reader.bins();
  s.bin_hz = reader.bin_hz();
  s.frame_s = reader.frame_s();
  s.power.reserve(static_cast<size_t>(s.frames) * static_cast<size_t>(s.bins));
  for (int f = 0; f < s.frames; ++f) s.power.insert(s.power.end(), reader.frame(f), reader.frame(f) + s.bins);
  return s;
}

double a_weight_power(double f_hz) {
  const double f2 = f_hz * f_hz;
  const double r = 12194.0 * 12194.0 * f2 * f2 /
                   ((f2 + 20.6 * 20.6) * std::sqrt((f2 + 107.7 * 107.7) * (f2 + 737.9 * 737.9)) *
                    (f2 + 12194.0 * 12194.0));
  return r * r * 1.58489319;  // +2.0 dB: unity at 1 kHz
}

}  // namespace partials
