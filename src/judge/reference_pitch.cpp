// SPDX-License-Identifier: MIT
#include "judge/reference_pitch.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "soundfile/fourier.h"
#include "soundfile/resample.h"

namespace partials {
namespace {

constexpr double kRateHz = 22050.0, kStepS = 0.005, kFirstStepS = 0.02;
constexpr double kPeriods = 6.0;   // of the lowest pitch in a window
constexpr double kSilence = 0.03;  // of the recording's peak: a frame below it is unvoiced
constexpr double kVoicing = 0.45;  // r below which a frame tends to be unvoiced
// per octave below the highest pitch; with 0.01, attacks become subharmonics
constexpr double kOctaveCost = 0.05;
// per octave, and per change, between frames 10 ms apart
constexpr double kLeapCost = 0.35, kVoicingCost = 0.14;
constexpr double kFrameOfCostsS = 0.01;
constexpr size_t kMaxCandidates = 15;
constexpr double kHighestFloorHz = 75.0, kBelowLowest = 0.7, kLowestShare = 0.05;
constexpr int kTaps = 24;  // of the interpolation between lags, to each side

struct Candidate {
  double hz = 0.0, r = 0.0;  // hz 0: unvoiced
};

struct Frame {
  double peak = 0.0;  // largest magnitude in its window
  std::vector<Candidate> candidates;
};

// r between whole lags by a Hann-windowed sinc; r is even.
double between_lags(const std::vector<double>& r, double lag) {
  const int left = static_cast<int>(std::floor(lag));
  const double part = lag - left;
  if (part < 1e-9) return r[static_cast<size_t>(left)];
  const double sine = std::sin(std::numbers::pi * part) / std::numbers::pi;
  double sum = 0.0;
  for (int i = left - kTaps + 1; i <= left + kTaps; ++i) {
    const double x = lag - i, sign = (left - i) % 2 ? -1.0 : 1.0;
    const auto at = static_cast<size_t>(std::abs(i));
    if (at < r.size()) sum += r[at] * sign * sine / x * (0.5 + 0.5 * std::cos(std::numbers::pi * x / kTaps));
  }
  return sum;
}

// The vertex of a parabola through three values one step apart, as steps from the middle one.
double vertex(double before, double middle, double after) {
  const double bend = before - 2.0 * middle + after;
  return bend < -1e-12 ? std::clamp(0.5 * (before - after) / bend, -1.0, 1.0) : 0.0;
}

Candidate refined(const std::vector<double>& r, int lag) {
  constexpr double kFine = 0.125;
  const auto k = static_cast<size_t>(lag);
  const double rough = lag + vertex(r[k - 1], r[k], r[k + 1]);
  const double before = between_lags(r, rough - kFine), middle = between_lags(r, rough),
               after = between_lags(r, rough + kFine);
  const double exact = rough + kFine * vertex(before, middle, after);
  const double value = between_lags(r, exact);
  return {kRateHz / exact, value > 1.0 ? 1.0 / value : value};
}

class Correlator {
 public:
  explicit Correlator(const PitchRange& range)
      : range_(range),
        window_(static_cast<int>(kPeriods / range.low_hz * kRateHz)),
        longest_(static_cast<int>(kRateHz / range.low_hz) + 2),
        fft_(size_for(window_ + longest_)),
        shape_(static_cast<size_t>(window_)),
        z_(static_cast<size_t>(fft_.size())) {
    const double edge = std::exp(-12.0);
    for (int i = 0; i < window_; ++i) {
      const double t = (i + 0.5 - 0.5 * window_) / (window_ + 1);
      shape_[static_cast<size_t>(i)] = (std::exp(-48.0 * t * t) - edge) / (1.0 - edge);
    }
    for (int i = 0; i < window_; ++i) z_[static_cast<size_t>(i)] = shape_[static_cast<size_t>(i)];
    of_window_ = correlate(false);
  }

  // Whether a window centred there is inside the recording.
  bool fits(const std::vector<float>& x, int64_t centre) const {
    return centre >= window_ / 2 && centre - window_ / 2 + window_ <= static_cast<int64_t>(x.size());
  }

  // Frames centred at two samples, by one transform.
  void correlate(const std::vector<float>& x, int64_t a, int64_t b, Frame* first, Frame* second) {
    std::fill(z_.begin(), z_.end(), 0.0);
    first->peak = add(x, a, {1.0, 0.0});
    second->peak = add(x, b, {0.0, 1.0});
    std::vector<double> other;
    const std::vector<double> own = correlate(true, &other);
    find(own, first);
    find(other, second);
  }

 private:
  static int size_for(int samples) {
    int n = 2;
    while (n < samples) n *= 2;
    return n;
  }

  // The windowed frame without its mean, times `axis`; its largest magnitude.
  double add(const std::vector<float>& x, int64_t centre, std::complex<double> axis) {
    const auto n = static_cast<int64_t>(x.size());
    const int64_t start = std::clamp<int64_t>(centre - window_ / 2, 0, std::max<int64_t>(0, n - window_));
    const int64_t count = std::min<int64_t>(window_, n - start);
    double mean = 0.0, peak = 0.0;
    for (int64_t i = 0; i < count; ++i)
      mean += x[static_cast<size_t>(start + i)] / static_cast<double>(count);
    for (int64_t i = 0; i < count; ++i) {
      const double v = x[static_cast<size_t>(start + i)] - mean;
      peak = std::max(peak, std::abs(v));
      z_[static_cast<size_t>(i)] += axis * (v * shape_[static_cast<size_t>(i)]);
    }
    return peak;
  }

  // For the real and, if requested, the imaginary part of z: power spectra, then autocorrelations, divided by
  // r(0) and by the window's.
  std::vector<double> correlate(bool normalised, std::vector<double>* imaginary = nullptr) {
    const auto n = static_cast<size_t>(fft_.size());
    fft_.forward(z_.data());
    std::vector<std::complex<double>> power(n);
    for (size_t k = 0; k < n; ++k) {
      const std::complex<double> mirrored = std::conj(z_[(n - k) % n]);
      power[k] = {std::norm(z_[k] + mirrored), std::norm(z_[k] - mirrored)};
    }
    fft_.backward(power.data());
    const auto lags = static_cast<size_t>(longest_ + kTaps);
    std::vector<double> own(lags);
    if (imaginary) imaginary->resize(lags);
    for (size_t i = 0; i < lags; ++i) {
      own[i] = i < n / 2 ? power[i].real() : 0.0;
      if (imaginary) (*imaginary)[i] = i < n / 2 ? power[i].imag() : 0.0;
    }
    if (normalised) {
      normalise(&own);
      normalise(imaginary);
    }
    return own;
  }

  void normalise(std::vector<double>* r) const {
    const double whole = (*r)[0] / of_window_[0];
    for (size_t i = 0; i < r->size(); ++i) (*r)[i] = whole > 1e-20 ? (*r)[i] / whole / of_window_[i] : 0.0;
  }

  void find(const std::vector<double>& r, Frame* frame) const {
    frame->candidates.assign(1, Candidate{});
    const int from = std::max(2, static_cast<int>(kRateHz / range_.high_hz)),
              to = static_cast<int>(kRateHz / range_.low_hz);
    std::vector<Candidate> found;
    for (int lag = from; lag <= to; ++lag) {
      const auto k = static_cast<size_t>(lag);
      if (!(r[k] > 0.5 * kVoicing && r[k] > r[k - 1] && r[k] >= r[k + 1])) continue;
      const Candidate c = refined(r, lag);
      if (c.hz >= range_.low_hz && c.hz <= range_.high_hz) found.push_back(c);
    }
    const auto worth = [&](const Candidate& c) {
      return c.r - kOctaveCost * std::log2(range_.high_hz / c.hz);
    };
    std::sort(found.begin(), found.end(),
              [&](const Candidate& a, const Candidate& b) { return worth(a) > worth(b); });
    found.resize(std::min(found.size(), kMaxCandidates - 1));
    frame->candidates.insert(frame->candidates.end(), found.begin(), found.end());
  }

  PitchRange range_;
  int window_, longest_;
  Fourier fft_;
  std::vector<double> shape_, of_window_;
  std::vector<std::complex<double>> z_;
};

double worth_of(const Candidate& c, double relative_peak, const PitchRange& range) {
  if (c.hz > 0.0) return c.r - kOctaveCost * std::log2(range.high_hz / c.hz);
  return kVoicing + std::max(0.0, 2.0 - relative_peak / (kSilence / (1.0 + kVoicing)));
}

double cost_of(const Candidate& from, const Candidate& to) {
  if (from.hz <= 0.0 && to.hz <= 0.0) return 0.0;
  if (from.hz <= 0.0 || to.hz <= 0.0) return kVoicingCost;
  return kLeapCost * std::abs(std::log2(from.hz / to.hz));
}

// The best path through the candidates (Viterbi).
std::vector<float> best_path(const std::vector<Frame>& frames, double peak, double step_s,
                             const PitchRange& range) {
  std::vector<std::vector<int>> came_from(frames.size());
  std::vector<double> score, next;
  for (size_t f = 0; f < frames.size(); ++f) {
    const auto& now = frames[f].candidates;
    next.assign(now.size(), 0.0);
    came_from[f].assign(now.size(), 0);
    for (size_t c = 0; c < now.size(); ++c) {
      double best = f ? -1e30 : 0.0;
      for (size_t p = 0; p < score.size(); ++p) {
        const double s = score[p] - cost_of(frames[f - 1].candidates[p], now[c]) * kFrameOfCostsS / step_s;
        if (s > best) {
          best = s;
          came_from[f][c] = static_cast<int>(p);
        }
      }
      next[c] = best + worth_of(now[c], peak > 0.0 ? frames[f].peak / peak : 0.0, range);
    }
    score = next;
  }
  std::vector<float> path(frames.size());
  int at = score.empty() ? 0 : static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
  for (size_t f = frames.size(); f-- > 0; at = came_from[f][static_cast<size_t>(at)])
    path[f] = static_cast<float>(frames[f].candidates[static_cast<size_t>(at)].hz);
  return path;
}

std::vector<float> track(const std::vector<float>& x, double step_s, const PitchRange& range) {
  const auto count = static_cast<size_t>(static_cast<double>(x.size()) / kRateHz / step_s) + 1;
  std::vector<Frame> frames(count + count % 2);
  Correlator correlator(range);
  const auto sample = [&](size_t f) {
    return static_cast<int64_t>(std::lround(static_cast<double>(f) * step_s * kRateHz));
  };
  for (size_t f = 0; f < frames.size(); f += 2)
    correlator.correlate(x, sample(f), sample(f + 1), &frames[f], &frames[f + 1]);
  frames.resize(count);
  for (size_t f = 0; f < count; ++f)
    if (!correlator.fits(x, sample(f))) frames[f].candidates.assign(1, Candidate{});
  double peak = 0.0;
  for (const float v : x) peak = std::max(peak, std::abs(static_cast<double>(v)));
  return best_path(frames, peak, step_s, range);
}

// The lowest pitch for which the window must suffice.
double floor_hz(const std::vector<float>& x, const PitchRange& range) {
  std::vector<float> voiced = track(x, kFirstStepS, range);
  std::erase_if(voiced, [](float f) { return f <= 0.f; });
  if (voiced.empty()) return range.low_hz;
  const auto lowest =
      voiced.begin() + static_cast<int64_t>(kLowestShare * static_cast<double>(voiced.size()));
  std::nth_element(voiced.begin(), lowest, voiced.end());
  return std::clamp(kBelowLowest * *lowest, range.low_hz, std::max(range.low_hz, kHighestFloorHz));
}

}  // namespace

PitchCurve reference_pitch(const AudioClip& clip, const PitchRange& range) {
  const std::vector<float> x = resample(clip.samples, clip.rate_hz, kRateHz);
  PitchCurve curve;
  curve.step_s = kStepS;
  const double half = 0.5 * static_cast<double>(x.size());  // the longest window of a short clip
  const double low = std::max(range.low_hz, kPeriods * kRateHz / std::max(1.0, half));
  if (low >= range.high_hz) return curve;  // too short for any pitch
  curve.f0_hz = track(x, kStepS, {floor_hz(x, {low, range.high_hz}), range.high_hz});
  return curve;
}

}  // namespace partials
