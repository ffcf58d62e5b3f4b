// SPDX-License-Identifier: MIT
#include "data/defects.h"

#include <algorithm>
#include <cmath>

#include "base/median.h"
#include "data/phrases.h"
#include "soundfile/fourier.h"

namespace partials {
namespace {

constexpr double kMainsWithinHz = 0.4, kSteadyDb = 6.0;

double db(double power) { return 10.0 * std::log10(std::max(power, 1e-14)); }

// With it a full-scale sine is 0 dB in its bin.
double sine_scale(const SpectrumReader& s) {
  const double window = 2.0 * (s.bins() - 1);
  return 16.0 / (window * window);
}

// The average power spectrum of the quietest frames, about one second in total.
std::vector<double> quiet_spectrum(SpectrumReader& s) {
  std::vector<std::pair<double, int>> by_level;
  for (int f = 1; f + 1 < s.frames(); ++f) {
    double sum = 0.0;
    const float* power = s.frame(f);
    for (int k = 1; k < s.bins(); ++k) sum += power[k];
    by_level.push_back({sum, f});
  }
  std::sort(by_level.begin(), by_level.end());
  const size_t used = std::min(by_level.size(), std::max<size_t>(2, by_level.size() / 5));
  std::vector<double> mean(static_cast<size_t>(s.bins()), 0.0);
  for (size_t i = 0; i < used; ++i) {
    const float* power = s.frame(by_level[i].second);
    for (int k = 0; k < s.bins(); ++k) mean[k] += power[k] * sine_scale(s) / static_cast<double>(used);
  }
  return mean;
}

// Power of a line at hz and its height above the surroundings at 6 to 20 Hz distance; 0 if the peak is not
// exactly at hz, as for a note, or is 10 dB below one so near that it may be a sideband of its vibrato.
double line_power(const std::vector<double>& spectrum, double bin_hz, double hz, double* above_db) {
  *above_db = 0.0;
  size_t top = 0;
  double near = 0.0;  // within reach of a vibrato
  std::vector<double> around;
  for (size_t k = 1; k + 1 < spectrum.size(); ++k) {
    const double away = std::abs(static_cast<double>(k) * bin_hz - hz);
    if (away <= 2.0 && (top == 0 || spectrum[k] > spectrum[top])) top = k;
    if (away >= 2.5 && away <= 7.5) near = std::max(near, spectrum[k]);
    if (away >= 6.0 && away <= 20.0) around.push_back(spectrum[k]);
  }
  if (around.empty() || top == 0 || near > 10.0 * spectrum[top]) return 0.0;
  // The peak between the bins, by a parabola through the decibels.
  const double before = db(spectrum[top - 1]), at = db(spectrum[top]), after = db(spectrum[top + 1]),
               bend = before - 2.0 * at + after;
  const double peak_hz =
      (static_cast<double>(top) + (bend < 0.0 ? 0.5 * (before - after) / bend : 0.0)) * bin_hz;
  if (std::abs(peak_hz - hz) > kMainsWithinHz) return 0.0;
  *above_db = at - db(median(std::move(around)));
  return spectrum[top];
}

// How much weaker the line is in the quiet frames than in most: mains hum is constant, a note decays.
double fades_db(SpectrumReader& s, double hz, double quiet_power) {
  const auto k = static_cast<int>(std::lround(hz / s.bin_hz()));
  std::vector<double> levels;
  for (int f = 1; f + 1 < s.frames(); ++f) {
    const float* power = s.frame(f);
    levels.push_back(db(std::max({power[k - 1], power[k], power[k + 1]}) * sine_scale(s)));
  }
  return levels.empty() ? 0.0 : median(std::move(levels)) - db(quiet_power);
}

}  // namespace

double clipped_share(const ClipView& clip) {
  const float peak = clip.peak();
  if (peak < 0.5f) return 0.0;
  const float edge = 0.999f * peak;
  size_t run = 0, clipped = 0;
  float side = 0.f;
  clip.each_block([&](const float* x, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      const bool same = std::abs(x[i]) >= edge && (run == 0 || x[i] * side > 0.f);
      if (!same && run >= 3) clipped += run;
      run = same ? run + 1 : std::abs(x[i]) >= edge ? 1 : 0;
      side = x[i];
    }
  });
  return static_cast<double>(clipped + (run >= 3 ? run : 0)) / static_cast<double>(clip.samples());
}

Hum find_hum(const ClipView& clip) {
  int window = 1024;
  while (clip.rate_hz() / window > 1.5)
    window *= 2;  // lines 1.5 Hz wide, finer if the recording is long enough
  if (clip.samples() >= 6 * window) window *= 2;
  if (clip.samples() < 3 * window) return {};
  SpectrumReader spectra(clip, window, window / 2);
  const std::vector<double> spectrum = quiet_spectrum(spectra);
  Hum found;
  for (const int mains : {50, 60}) {
    int lines = 0;
    double power = 0.0, first_above = 0.0, first_power = 0.0;
    for (int k = 1; k <= 3; ++k) {
      double above = 0.0;
      const double p = line_power(spectrum, spectra.bin_hz(), mains * k, &above);
      if (k == 1) {
        first_above = above;
        first_power = p;
      }
      if (above > 15.0) {
        ++lines;
        power += p;
      }
    }
    if (lines >= 2 && first_above > 15.0 && db(power) > found.level_db &&
        fades_db(spectra, mains, first_power) < kSteadyDb)
      found = {mains, db(power)};
  }
  return found;
}

double polyphonic_share(const ClipView& clip, const RecordingFeatures& heard) {
  int window = 512;
  while (clip.rate_hz() / window > 12.0) window *= 2;
  SpectrumReader s(clip, window, window);
  int pitched = 0, poly = 0;
  for (int f = 0; f < s.frames(); ++f) {
    const size_t row = static_cast<size_t>(f * s.frame_s() / heard.step_s);
    const size_t around = static_cast<size_t>(0.5 * window / clip.rate_hz() / heard.step_s) + 1;
    if (row < around || row + around >= heard.f0_hz.size()) continue;
    const float f0 = heard.f0_hz[row], before = heard.f0_hz[row - around], after = heard.f0_hz[row + around];
    // Only if the pitch is constant over the whole frame, to within a semitone: glides and note changes
    // smear.
    if (f0 <= 0.f || std::abs(before - f0) > 0.06f * f0 || std::abs(after - f0) > 0.06f * f0) continue;
    const float* p = s.frame(f);
    const int top = std::min(s.bins() - 2, static_cast<int>(5000.0 / s.bin_hz()));
    const float strongest = *std::max_element(p + 2, p + top);
    double own = 0.0, foreign = 0.0, low_own = 0.0, twos = 0.0, threes = 0.0, neither = 0.0;
    for (int k = 2; k < top; ++k) {
      if (p[k] < p[k - 1] || p[k] <= p[k + 1] || p[k] < strongest * 1e-3f) continue;
      const double multiple = k * s.bin_hz() / f0, nearest = std::max(1.0, std::round(multiple));
      const bool belongs =
          std::abs(k * s.bin_hz() - nearest * f0) < std::max(2.0 * s.bin_hz(), 0.025 * k * s.bin_hz());
      (belongs ? own : foreign) += p[k];
      if (belongs && nearest <= 2.0) low_own += p[k];
      const auto n = static_cast<int>(nearest);
      if (belongs && n % 6) (n % 2 == 0 ? twos : n % 3 == 0 ? threes : neither) += p[k];
    }
    // A fifth is detected as a pitch an octave below its lower note: only multiples of two and of three times
    // that are present.
    const double all = own + foreign;
    const bool fifth = twos > 0.02 * all && threes > 0.02 * all && neither < 2e-3 * all;
    ++pitched;
    if (foreign > 0.25 * (own + foreign) || low_own < 1e-3 * (own + foreign) || fifth) ++poly;
  }
  return pitched ? static_cast<double>(poly) / pitched : 0.0;
}

double bandwidth_hz(const ClipView& clip) {
  SpectrumReader s(clip, 2048, 2048);
  // in decibels, so that a click or a hard cut does not fill the spectrum
  std::vector<double> mean_db(static_cast<size_t>(s.bins()), 0.0);
  for (int f = 0; f < s.frames(); ++f) {
    const float* power = s.frame(f);
    for (int k = 0; k < s.bins(); ++k) mean_db[k] += db(power[k]) / s.frames();
  }
  const double gate = *std::max_element(mean_db.begin(), mean_db.end()) - 75.0;
  int k = s.bins() - 1;
  while (k > 0 && mean_db[k] < gate) --k;
  return k * s.bin_hz();
}

}  // namespace partials
