// SPDX-License-Identifier: MIT
#include "soundfile/channels.h"

#include <algorithm>
#include <cmath>

#include "soundfile/fourier.h"

namespace partials {
namespace {

constexpr int kExcerpt = 1 << 18;      // about 6 s
constexpr double kSilentPower = 1e-4;  // a channel 40 dB below the loudest
constexpr double kOpposed = -0.8, kAlike = 0.97, kCopy = 0.95;
constexpr double kLongestDelayS = 0.15;
constexpr int64_t kShortestDelay = 2;  // samples; a delay of one sample is inaudible
constexpr double kMeanHz = 5.0, kShortestS = 0.1;

std::string name_of_channel(int c, int channels) {
  if (channels == 2) return c ? "the right channel" : "the left channel";
  return "channel " + std::to_string(c + 1);
}

double at_lag(const std::vector<std::complex<double>>& x, int64_t lag) {
  double product = 0.0, first = 1e-30, second = 1e-30;
  const auto n = static_cast<int64_t>(x.size());
  for (int64_t i = std::max<int64_t>(0, -lag); i < n - std::max<int64_t>(0, lag); ++i) {
    const double a = x[static_cast<size_t>(i)].real(), b = x[static_cast<size_t>(i + lag)].imag();
    product += a * b;
    first += a * a;
    second += b * b;
  }
  return product / std::sqrt(first * second);
}

}  // namespace

ChannelStatistics::ChannelStatistics(int channels, double rate_hz)
    : channels_(channels),
      rate_hz_(rate_hz),
      slow_(static_cast<size_t>(channels), 0.0),
      shared_(static_cast<size_t>(channels) * channels, 0.0) {}

void ChannelStatistics::add(const float* x, int64_t frames) {
  const double step = std::min(1.0, 6.28 * kMeanHz / rate_hz_);
  std::vector<double> now(static_cast<size_t>(channels_));
  frames_ += frames;
  for (int64_t i = 0; i < frames; ++i) {
    for (int c = 0; c < channels_; ++c) {
      const double v = x[i * channels_ + c];
      slow_[c] += step * (v - slow_[c]);
      now[c] = v - slow_[c];
    }
    for (int a = 0; a < channels_; ++a)
      for (int b = 0; b <= a; ++b) shared_[a * channels_ + b] += now[a] * now[b];
    if (channels_ != 2 || static_cast<int>(excerpt_.size()) >= kExcerpt) continue;
    if (!excerpt_.empty() || std::abs(now[0]) + std::abs(now[1]) > 1e-3) excerpt_.push_back({now[0], now[1]});
  }
}

double ChannelStatistics::correlation(int a, int b) const {
  const double power = std::sqrt(shared_[a * channels_ + a] * shared_[b * channels_ + b]);
  return power > 0.0 ? shared_[std::max(a, b) * channels_ + std::min(a, b)] / power : 0.0;
}

int64_t ChannelStatistics::delay() const {
  if (channels_ != 2 || std::abs(correlation(0, 1)) > kAlike || excerpt_.size() < 4096) return 0;
  std::vector<std::complex<double>> z = excerpt_, phases(kExcerpt);
  z.resize(kExcerpt);
  const Fourier fft(kExcerpt);
  fft.forward(z.data());
  for (size_t k = 0; k < z.size(); ++k) {  // two real signals in one transform
    const std::complex<double> p = z[k], q = std::conj(z[(z.size() - k) % z.size()]);
    const std::complex<double> cross = std::conj(p + q) * (std::complex<double>(0.0, -1.0) * (p - q));
    if (const double m = std::abs(cross); m > 0.0) phases[k] = cross / m;
  }
  fft.backward(phases.data());
  const auto longest = static_cast<int64_t>(kLongestDelayS * rate_hz_);
  int64_t best = 0;
  const auto height = [&](int64_t lag) {
    return std::abs(phases[static_cast<size_t>(lag < 0 ? lag + kExcerpt : lag)].real());
  };
  for (int64_t lag = -longest; lag <= longest; ++lag)
    if (height(lag) > height(best)) best = lag;
  const double there = std::abs(at_lag(excerpt_, best));
  return std::abs(best) >= kShortestDelay && there > kCopy && there > std::abs(correlation(0, 1)) + 0.02
             ? best
             : 0;
}

ChannelMix ChannelStatistics::mix() const {
  ChannelMix m{std::vector<float>(static_cast<size_t>(channels_), 1.f / static_cast<float>(channels_)), ""};
  // too few samples for a decision
  if (channels_ == 1 || static_cast<double>(frames_) < kShortestS * rate_hz_) return m;
  int loudest = 0;
  const auto power = [&](int c) { return shared_[c * channels_ + c]; };
  for (int c = 1; c < channels_; ++c)
    if (power(c) > power(loudest)) loudest = c;
  if (power(loudest) <= 0.0) return m;
  std::string silent, inverted;
  int sounding = 0;
  for (int c = 0; c < channels_; ++c) {
    m.weights[c] = power(c) < kSilentPower * power(loudest) ? 0.f
                   : correlation(c, loudest) < kOpposed     ? -1.f
                                                            : 1.f;
    sounding += m.weights[c] != 0.f;
    if (m.weights[c] == 0.f) silent += (silent.empty() ? "" : ", ") + name_of_channel(c, channels_);
    if (m.weights[c] < 0.f) inverted += (inverted.empty() ? "" : ", ") + name_of_channel(c, channels_);
  }
  for (float& w : m.weights) w /= static_cast<float>(sounding);
  if (!silent.empty()) m.what = silent + " is silent and is left out";
  if (!inverted.empty())
    m.what += (m.what.empty() ? "" : "; ") +
              ("the channels cancel each other, so the polarity of " + inverted + " is inverted");
  if (const int64_t lag = delay(); lag != 0 && sounding == 2) {
    m.weights = {lag > 0 ? 1.f : 0.f, lag > 0 ? 0.f : 1.f};
    m.what = name_of_channel(lag > 0 ? 1 : 0, 2) + " is the other " +
             std::to_string(std::lround(std::abs(lag) / rate_hz_ * 1e5) / 100) + "." +
             std::to_string(std::lround(std::abs(lag) / rate_hz_ * 1e5) % 100 / 10) + " ms later, so only " +
             name_of_channel(lag > 0 ? 0 : 1, 2) + " is used";
  }
  return m;
}

}  // namespace partials
