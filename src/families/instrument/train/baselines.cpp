// SPDX-License-Identifier: MIT
#include "families/instrument/train/baselines.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "judge/mel.h"
#include "soundfile/resample.h"

namespace partials {
namespace {

constexpr double kAudibleShare = 1e-4;  // frames within 40 dB of the loudest
constexpr float kTinyPower = 1e-12f;

struct Accumulator {
  std::vector<double> sum, count;
  explicit Accumulator(size_t n) : sum(n, 0.0), count(n, 0.0) {}
  void add(size_t i, double value) {
    sum[i] += value;
    count[i] += 1.0;
  }
  bool has(size_t i) const { return count[i] > 0.0; }
  double mean(size_t i) const { return has(i) ? sum[i] / count[i] : 0.0; }
};

// First and last frame within 40 dB of the loudest.
std::pair<int, int> audible_span(const HarmonicAnalysis& a) {
  const double gate = a.max_level() * kAudibleShare;
  int first = 0, last = a.frames - 1;
  while (first < last && a.level[first] < gate) ++first;
  while (last > first && a.level[last] < gate) --last;
  return {first, last};
}

}  // namespace

AverageSpectrum average_spectrum(const std::vector<const MeasuredClip*>& training, AverageKind kind) {
  if (training.empty()) throw std::invalid_argument("average_spectrum: no training clips were given.");
  size_t partials = 0;
  const size_t bands = static_cast<size_t>(training[0]->analysis.bands);
  for (const auto* c : training) partials = std::max(partials, static_cast<size_t>(c->analysis.partials));
  Accumulator all_partials(partials), all_noise(bands);
  for (const auto* c : training) {
    const HarmonicAnalysis& a = c->analysis;
    const double gate = a.max_level() * kAudibleShare;
    Accumulator clip_partials(partials), clip_noise(bands);
    for (int f = 0; f < a.frames; ++f) {
      if (!a.voiced[f] || a.level[f] < gate || a.level[f] <= 0.f) continue;
      for (size_t k = 0; k < partials; ++k) {
        const bool exists = k < static_cast<size_t>(a.partials) &&
                            a.partial_power[static_cast<size_t>(f) * a.partials + k] > 0.f;
        if (exists || kind == AverageKind::naive)
          clip_partials.add(
              k, exists ? a.partial_power[static_cast<size_t>(f) * a.partials + k] / a.level[f] : 0.0);
      }
      for (size_t b = 0; b < bands; ++b) {
        const double p = a.noise_power[static_cast<size_t>(f) * bands + b] / a.level[f];
        clip_noise.add(b, kind == AverageKind::naive ? p : std::log(std::max<double>(p, kTinyPower)));
      }
    }
    for (size_t k = 0; k < partials; ++k)
      if (clip_partials.has(k)) all_partials.add(k, clip_partials.mean(k));
    for (size_t b = 0; b < bands; ++b)
      if (clip_noise.has(b)) all_noise.add(b, clip_noise.mean(b));
  }
  AverageSpectrum s;
  for (size_t k = 0; k < partials; ++k) s.partial_power.push_back(static_cast<float>(all_partials.mean(k)));
  for (size_t b = 0; b < bands; ++b)
    s.noise_power.push_back(
        static_cast<float>(kind == AverageKind::naive ? all_noise.mean(b) : std::exp(all_noise.mean(b))));
  return s;
}

std::vector<float> render_average(const AverageSpectrum& average, const MeasuredClip& target, uint64_t seed) {
  const HarmonicAnalysis& t = target.analysis;
  const size_t partials = average.partial_power.size(), bands = average.noise_power.size();
  std::vector<float> power(static_cast<size_t>(t.frames) * partials),
      noise(static_cast<size_t>(t.frames) * bands);
  for (int f = 0; f < t.frames; ++f) {
    for (size_t k = 0; k < partials; ++k) power[f * partials + k] = average.partial_power[k] * t.level[f];
    for (size_t b = 0; b < bands; ++b) noise[f * bands + b] = average.noise_power[b] * t.level[f];
  }
  std::vector<float> y =
      render_partials(t.f0_hz, power, static_cast<int>(partials), t.hop_samples, t.samples, t.rate_hz);
  const std::vector<float> n =
      render_noise(noise, t.band_centre_hz, t.hop_samples, t.samples, t.rate_hz, seed);
  for (size_t i = 0; i < y.size(); ++i) y[i] += n[i];
  return y;
}

std::vector<float> render_floor(const MeasuredClip& target, uint64_t seed) {
  const HarmonicAnalysis& t = target.analysis;
  std::vector<float> y =
      render_partials(t.f0_hz, t.partial_power, t.partials, t.hop_samples, t.samples, t.rate_hz);
  const std::vector<float> n =
      render_noise(t.noise_power, t.band_centre_hz, t.hop_samples, t.samples, t.rate_hz, seed);
  for (size_t i = 0; i < y.size(); ++i) y[i] += n[i];
  return y;
}

std::vector<float> render_sampler(const MeasuredClip& source, const MeasuredClip& target) {
  const double from = source.analysis.median_f0_hz(), to = target.analysis.median_f0_hz();
  if (from <= 0.0 || to <= 0.0)
    throw std::runtime_error("render_sampler: '" + source.name + "' or '" + target.name + "' has no pitch.");
  const double ratio = to / from;  // faster reading raises the pitch
  const std::vector<float> note = resample(source.samples, kJudgeRateHz * ratio, kJudgeRateHz);
  const auto [s_first, s_last] = audible_span(source.analysis);
  const int hop = source.analysis.hop_samples;
  const auto start = static_cast<int64_t>(s_first * hop / ratio);
  const auto end =
      std::min<int64_t>(static_cast<int64_t>(note.size()), static_cast<int64_t>(s_last * hop / ratio));
  const int64_t length = std::max<int64_t>(1, end - start);
  // The loop: the middle half of the note, joined over 50 ms with equal power.
  const int64_t loop_from = start + length / 3, loop_to = start + length * 5 / 6;
  const int64_t fade =
      std::min<int64_t>(static_cast<int64_t>(0.05 * kJudgeRateHz), (loop_to - loop_from) / 3);
  std::vector<float> y(target.samples.size(), 0.f);
  const int64_t onset =
      static_cast<int64_t>(audible_span(target.analysis).first) * target.analysis.hop_samples;
  int64_t read = start;
  const auto at = [&](int64_t i) {
    return i >= 0 && i < static_cast<int64_t>(note.size()) ? note[static_cast<size_t>(i)] : 0.f;
  };
  const bool needs_loop = static_cast<int64_t>(y.size()) - onset > length;
  for (int64_t i = onset; i < static_cast<int64_t>(y.size()); ++i, ++read) {
    const int64_t into = read - (loop_to - fade);
    if (!needs_loop || into < 0) {
      y[i] = at(read);
      continue;
    }
    const double part = static_cast<double>(into) / static_cast<double>(fade) * 1.5707963267948966;
    y[i] = static_cast<float>(at(read) * std::cos(part) + at(loop_from - fade + into) * std::sin(part));
    if (into + 1 >= fade) read = loop_from - 1;
  }
  return y;
}

std::vector<const MeasuredClip*> nearest_notes(const std::vector<const MeasuredClip*>& training,
                                               const MeasuredClip& target) {
  const double f0 = target.analysis.median_f0_hz();
  const MeasuredClip *below = nullptr, *above = nullptr;
  for (const auto* c : training) {
    const double f = c->analysis.median_f0_hz();
    if (f <= 0.0) continue;
    if (f <= f0 && (!below || f > below->analysis.median_f0_hz())) below = c;
    if (f > f0 && (!above || f < above->analysis.median_f0_hz())) above = c;
  }
  std::vector<const MeasuredClip*> found;
  if (below) found.push_back(below);
  if (above) found.push_back(above);
  return found;
}

BaselineDistances baseline_distances(const std::vector<const MeasuredClip*>& training,
                                     const MeasuredClip& target) {
  const auto judge = [&](const std::vector<float>& render) {
    return log_mel_distance_db(target.samples, match_loudness(target.samples, render));
  };
  BaselineDistances d;
  d.naive = judge(render_average(average_spectrum(training, AverageKind::naive), target, 1));
  d.careful = judge(render_average(average_spectrum(training, AverageKind::careful), target, 1));
  d.own_average = judge(render_average(average_spectrum({&target}, AverageKind::careful), target, 1));
  const std::vector<float> one = render_floor(target, 1), two = render_floor(target, 2);
  d.floor = judge(one);
  d.two_noises = log_mel_distance_db(one, match_loudness(one, two));
  d.sampler = 1e9;
  for (const auto* source : nearest_notes(training, target)) {
    const double distance = judge(render_sampler(*source, target));
    const bool below = source->analysis.median_f0_hz() <= target.analysis.median_f0_hz();
    (below ? d.sampler_below : d.sampler_above) = distance;
    d.sampler = std::min(d.sampler, distance);
  }
  return d;
}

}  // namespace partials
