// SPDX-License-Identifier: MIT
#include "judge/mel.h"

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "soundfile/fourier.h"

namespace partials {
namespace {

constexpr double kMelPerHz = 3.0 / 200.0, kBreakHz = 1000.0, kBreakMel = kBreakHz * kMelPerHz;
const double kLogStep = std::log(6.4) / 27.0;
constexpr double kSilencePower = 1e-12;  // -120 dB

float db_of(double power) { return static_cast<float>(10.0 * std::log10(std::max(power, kSilencePower))); }

// Mean |difference| over the rows (frames) that pass the gate relative to the target's loudest value, after
// clamping both to the target's floor.
double gated_distance(const std::vector<float>& target, const std::vector<float>& render, int frames,
                      int width) {
  const float peak = *std::max_element(target.begin(), target.end());
  const float floor = peak - static_cast<float>(kJudgeClampDb),
              gate = peak - static_cast<float>(kJudgeGateDb);
  double sum = 0.0;
  int64_t count = 0;
  for (int f = 0; f < frames; ++f) {
    const float* t = target.data() + static_cast<size_t>(f) * width;
    const float* r = render.data() + static_cast<size_t>(f) * width;
    if (*std::max_element(t, t + width) < gate) continue;
    for (int b = 0; b < width; ++b) sum += std::abs(std::max(t[b], floor) - std::max(r[b], floor));
    count += width;
  }
  return count ? sum / static_cast<double>(count) : 0.0;
}

std::vector<float> same_length(std::vector<float> render, size_t n) {
  render.resize(n, 0.f);
  return render;
}

std::vector<float> log_bins(const std::vector<float>& x, int window, int* frames, int* width) {
  const Spectrogram s =
      power_spectrogram(x.data(), static_cast<int64_t>(x.size()), kJudgeRateHz, window, window / 4);
  *frames = s.frames;
  *width = static_cast<int>(16000.0 / s.bin_hz);
  std::vector<float> db(static_cast<size_t>(*frames) * *width);
  const double scale = 16.0 / (static_cast<double>(window) * window);  // a full-scale sine is 0 dB in its bin
  for (int f = 0; f < *frames; ++f)
    for (int b = 0; b < *width; ++b)
      db[static_cast<size_t>(f) * *width + b] = db_of(s.frame(f)[b + 1] * scale);
  return db;
}

}  // namespace

double mel_from_hz(double hz) {
  return hz < kBreakHz ? hz * kMelPerHz : kBreakMel + std::log(hz / kBreakHz) / kLogStep;
}
double hz_from_mel(double mel) {
  return mel < kBreakMel ? mel / kMelPerHz : kBreakHz * std::exp((mel - kBreakMel) * kLogStep);
}

std::vector<float> mel_filters(int bands, double low_hz, double high_hz, int window, double rate_hz) {
  const int bins = window / 2 + 1;
  std::vector<double> edge(bands + 2);
  const double low = mel_from_hz(low_hz), high = mel_from_hz(high_hz);
  for (int i = 0; i < bands + 2; ++i) edge[i] = hz_from_mel(low + (high - low) * i / (bands + 1));
  std::vector<float> weights(static_cast<size_t>(bands) * bins, 0.f);
  for (int b = 0; b < bands; ++b)
    for (int k = 0; k < bins; ++k) {
      const double f = k * rate_hz / window;
      const double up = (f - edge[b]) / (edge[b + 1] - edge[b]),
                   down = (edge[b + 2] - f) / (edge[b + 2] - edge[b + 1]);
      const double w = std::max(0.0, std::min(up, down)) * 2.0 / (edge[b + 2] - edge[b]);
      weights[static_cast<size_t>(b) * bins + k] = static_cast<float>(w);
    }
  return weights;
}

float LogMel::peak_db() const { return db.empty() ? -120.f : *std::max_element(db.begin(), db.end()); }

LogMel log_mel(const std::vector<float>& clip) {
  static const std::vector<float> filters =
      mel_filters(kJudgeBands, 20.0, 16000.0, kJudgeWindow, kJudgeRateHz);
  const Spectrogram s = power_spectrogram(clip.data(), static_cast<int64_t>(clip.size()), kJudgeRateHz,
                                          kJudgeWindow, kJudgeHop);
  LogMel m{s.frames, kJudgeBands, std::vector<float>(static_cast<size_t>(s.frames) * kJudgeBands)};
  for (int f = 0; f < s.frames; ++f)
    for (int b = 0; b < kJudgeBands; ++b) {
      const float* w = filters.data() + static_cast<size_t>(b) * s.bins;
      double sum = 0.0;
      for (int k = 0; k < s.bins; ++k) sum += static_cast<double>(w[k]) * s.frame(f)[k];
      m.db[static_cast<size_t>(f) * kJudgeBands + b] = db_of(sum);
    }
  return m;
}

double log_mel_distance_db(const LogMel& target, const LogMel& render) {
  return gated_distance(target.db, render.db, std::min(target.frames, render.frames), target.bands);
}

double log_mel_distance_db(const std::vector<float>& target, const std::vector<float>& render) {
  return log_mel_distance_db(log_mel(target), log_mel(same_length(render, target.size())));
}

double multi_resolution_distance_db(const std::vector<float>& target, const std::vector<float>& render) {
  const std::vector<float> y = same_length(render, target.size());
  double sum = 0.0;
  for (const int window : {512, 1024, 2048, 4096}) {
    int frames = 0, width = 0;
    const std::vector<float> t = log_bins(target, window, &frames, &width),
                             r = log_bins(y, window, &frames, &width);
    sum += gated_distance(t, r, frames, width) / 4.0;
  }
  return sum;
}

std::vector<float> loudness_curve_db(const std::vector<float>& clip) {
  const Spectrogram s = power_spectrogram(clip.data(), static_cast<int64_t>(clip.size()), kJudgeRateHz,
                                          kJudgeWindow, kJudgeHop);
  // Sum over bins of a sine's |X|^2 is A^2 sum(w^2) N / 4 with sum(w^2) = 3 N / 8; its mean square is A^2
  // / 2.
  const double scale = 16.0 / (3.0 * kJudgeWindow * kJudgeWindow);
  std::vector<double> weight(s.bins);
  for (int k = 0; k < s.bins; ++k) weight[k] = a_weight_power(k * s.bin_hz) * scale;
  std::vector<float> db(s.frames);
  for (int f = 0; f < s.frames; ++f) {
    double sum = 0.0;
    for (int k = 0; k < s.bins; ++k) sum += weight[k] * s.frame(f)[k];
    db[f] = db_of(sum);
  }
  return db;
}

std::vector<float> match_loudness(const std::vector<float>& target, std::vector<float> render) {
  render.resize(target.size(), 0.f);
  const std::vector<float> wanted = loudness_curve_db(target);
  const std::vector<float> source = render;
  std::vector<float> gain_db(wanted.size(), 0.f);
  for (int pass = 0; pass < 3; ++pass) {
    const std::vector<float> is = loudness_curve_db(render);
    for (size_t f = 0; f < wanted.size(); ++f)
      gain_db[f] = std::clamp(gain_db[f] + wanted[f] - is[f], -60.f, 60.f);
    for (size_t i = 0; i < render.size(); ++i) {
      const size_t f = i / kJudgeHop, g = std::min(f + 1, wanted.size() - 1);
      const float part = static_cast<float>(i % kJudgeHop) / kJudgeHop;
      render[i] = source[i] * static_cast<float>(gain_from_db(gain_db[f] + (gain_db[g] - gain_db[f]) * part));
    }
  }
  return render;
}

LoudnessError loudness_error(const std::vector<float>& target, const std::vector<float>& render) {
  const std::vector<float> t = loudness_curve_db(target),
                           r = loudness_curve_db(same_length(render, target.size()));
  const float gate = *std::max_element(t.begin(), t.end()) - static_cast<float>(kJudgeGateDb);
  std::vector<double> signed_db, abs_db;
  for (size_t f = 0; f < t.size(); ++f)
    if (t[f] >= gate) {
      signed_db.push_back(r[f] - t[f]);
      abs_db.push_back(std::abs(r[f] - t[f]));
    }
  std::sort(signed_db.begin(), signed_db.end());
  std::sort(abs_db.begin(), abs_db.end());
  const size_t n = abs_db.size();
  return {abs_db[n / 2], signed_db[n / 2], abs_db[std::min(n - 1, n * 95 / 100)]};
}

}  // namespace partials
