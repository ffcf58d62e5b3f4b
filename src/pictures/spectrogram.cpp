// SPDX-License-Identifier: MIT
#include "pictures/spectrogram.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/plain_text.h"
#include "judge/mel.h"
#include "soundfile/fourier.h"

namespace partials {
namespace {

constexpr Rgb kInk{40, 40, 48}, kPaper{255, 255, 255};
constexpr int kLeft = 48, kTop = 16, kBottom = 22, kRight = 8;
constexpr int kColours = 200;  // colour steps, few enough for a palette

double nice_step(double span, int wanted) {
  const double raw = span / wanted, decade = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double m : {1.0, 2.0, 5.0})
    if (decade * m >= raw) return decade * m;
  return decade * 10.0;
}

// Loudest value in each picture row's band and each picture column's time, dB.
std::vector<float> rows_and_columns(const std::vector<float>& x, double rate_hz, const SpectrogramStyle& s,
                                    int w, int h) {
  const int window = rate_hz > 60000.0 ? 4096 : 2048;
  const int hop = static_cast<int>(std::clamp<int64_t>(static_cast<int64_t>(x.size()) / (2 * w), 64, 8192));
  const Spectrogram spectra =
      power_spectrogram(x.data(), static_cast<int64_t>(x.size()), rate_hz, window, hop);
  const double low = mel_from_hz(s.low_hz), high = mel_from_hz(std::min(s.high_hz, rate_hz / 2));
  std::vector<float> db(static_cast<size_t>(w) * h);
  for (int col = 0; col < w; ++col) {
    const int f0 = col * spectra.frames / w, f1 = std::max(f0 + 1, (col + 1) * spectra.frames / w);
    for (int row = 0; row < h; ++row) {
      const double from = hz_from_mel(low + (high - low) * row / h) / spectra.bin_hz;
      const double to = hz_from_mel(low + (high - low) * (row + 1) / h) / spectra.bin_hz;
      float best = 1e-12f;
      for (int f = f0; f < f1; ++f) {
        const int k0 = std::clamp(static_cast<int>(from), 0, spectra.bins - 2);
        const float part = static_cast<float>(from - k0);
        best = std::max(best, spectra.frame(f)[k0] * (1.f - part) + spectra.frame(f)[k0 + 1] * part);
        for (int k = k0 + 1; k < std::min(static_cast<int>(to) + 1, spectra.bins); ++k)
          best = std::max(best, spectra.frame(f)[k]);
      }
      db[static_cast<size_t>(h - 1 - row) * w + col] = 10.f * std::log10(best);
    }
  }
  return db;
}

// The plot area of the picture.
struct Area {
  int x = 0, y = 0, w = 1, h = 1;
};

Area area(const SpectrogramStyle& s) {
  if (!s.axes) return {0, 0, std::max(1, s.width), std::max(1, s.height)};
  return {kLeft, kTop, std::max(1, s.width - kLeft - kRight), std::max(1, s.height - kTop - kBottom)};
}

}  // namespace

double spectrogram_peak_db(const std::vector<float>& samples, double rate_hz, const SpectrogramStyle& style) {
  if (samples.empty()) return -120.0;
  const std::vector<float> db = rows_and_columns(samples, rate_hz, style, area(style).w, area(style).h);
  return *std::max_element(db.begin(), db.end());
}

double spectrogram_height_unit(double hz, double rate_hz, const SpectrogramStyle& style) {
  const double low = mel_from_hz(style.low_hz), high = mel_from_hz(std::min(style.high_hz, rate_hz / 2));
  return (mel_from_hz(hz) - low) / (high - low);
}

Canvas spectrogram_picture(const std::vector<float>& samples, double rate_hz, const SpectrogramStyle& style) {
  Canvas c(style.width, style.height, kPaper);
  const auto [left, top, w, h] = area(style);
  if (style.axes) c.text(kLeft, 4, style.title, kInk);
  if (samples.empty()) return c;
  const std::vector<float> db = rows_and_columns(samples, rate_hz, style, w, h);
  const double peak = style.top_db.value_or(*std::max_element(db.begin(), db.end()));
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x)
      c.set(left + x, top + y,
            heat_colour(
                std::round(kColours * (1.0 + (db[static_cast<size_t>(y) * w + x] - peak) / style.range_db)) /
                kColours));
  if (!style.axes) return c;
  for (const double hz : {100.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0}) {
    const double unit = spectrogram_height_unit(hz, rate_hz, style);
    if (unit < 0.0 || unit > 1.001) continue;
    const int y = kTop + h - static_cast<int>(unit * h);
    char label[16];
    plain_snprintf(label, sizeof label, hz >= 1000.0 ? "%.0f kHz" : "%.0f Hz",
                   hz >= 1000.0 ? hz / 1000.0 : hz);
    c.text(kLeft - 4 - Canvas::text_width(label), std::clamp(y - 3, kTop, kTop + h - 8), label, kInk);
    c.rectangle(kLeft - 3, y, 3, 1, kInk);
  }
  const double duration = static_cast<double>(samples.size()) / rate_hz, step = nice_step(duration, 8);
  for (double t = 0.0; t <= duration; t += step) {
    const int x = kLeft + static_cast<int>(t / duration * w);
    char label[16];
    plain_snprintf(label, sizeof label, "%.3g s", t);
    c.rectangle(x, kTop + h, 1, 3, kInk);
    c.text(std::min(x, style.width - Canvas::text_width(label)), kTop + h + 6, label, kInk);
  }
  return c;
}

}  // namespace partials
