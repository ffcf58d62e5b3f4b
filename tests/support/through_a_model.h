// SPDX-License-Identifier: MIT
// Tests a model of single notes with input that such recordings do not contain: a glide, a breath and silence
// as an effect's input; the output is compared with the input.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "analysis/track.h"
#include "families/instrument/offline.h"
#include "model/model.h"
#include "support/sounds.h"

namespace partials::through {

constexpr int kRate = 44100;

inline std::vector<float> play(const Model& model, const std::vector<float>& in,
                               const TransferSettings& settings = {}) {
  return play_recording(model, in, settings, {.rate_hz = kRate}).value();
}

// Held, then up for two seconds, then held.
inline std::vector<float> glide(double from_hz, double to_hz) {
  std::vector<float> x(3 * kRate);
  double phase = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double share = std::clamp((static_cast<double>(i) / kRate - 0.5) / 2, 0.0, 1.0);
    phase += 2 * std::numbers::pi * from_hz * std::pow(to_hz / from_hz, share) / kRate;
    for (int k = 1; k <= 12; ++k) x[i] += static_cast<float>(0.15 * std::sin(k * phase) / k);
  }
  return x;
}

inline double level_db(const std::vector<float>& x, double from_s, double to_s) {
  double sum = 0;
  const auto from = static_cast<size_t>(from_s * kRate),
             to = std::min(x.size(), static_cast<size_t>(to_s * kRate));
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * x[i];
  return 10 * std::log10(sum / static_cast<double>(to - from) + 1e-20);
}

// The sharpest bend of each 10 ms against that of the middle one of the eleven around it: a click stands out,
// brightness does not.
inline double sharpest_bend(const std::vector<float>& x, double from_s, double to_s) {
  std::vector<double> bends;
  for (auto at = static_cast<size_t>(from_s * kRate); at + 443 < static_cast<size_t>(to_s * kRate);
       at += 441) {
    double most = 0;
    for (size_t i = at + 1; i <= at + 441; ++i)
      most = std::max(most, std::fabs(static_cast<double>(x[i - 1]) - 2.0 * x[i] + x[i + 1]));
    bends.push_back(most);
  }
  double sharpest = 0;
  for (size_t i = 5; i + 5 < bends.size(); ++i) {
    std::vector<double> around(bends.begin() + static_cast<int64_t>(i) - 5,
                               bends.begin() + static_cast<int64_t>(i) + 6);
    std::nth_element(around.begin(), around.begin() + 5, around.end());
    sharpest = std::max(sharpest, bends[i] / around[5]);
  }
  return sharpest;
}

struct Spread {
  double median, p95;
};
inline Spread spread(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  return {x[x.size() / 2], x[x.size() * 95 / 100]};
}

// How far pitch (cents) and loudness (dB) of a glide come out from where they went in, and its sharpest bend.
struct GlideHeard {
  Spread cents, db;
  double bend;
};
inline GlideHeard through_glide(const Model& model, double from_hz, double to_hz) {
  const auto in = glide(from_hz, to_hz), out = play(model, in);
  const FeatureTrack heard = analyse(in.data(), 3 * kRate, kRate, {}),
                     made = analyse(out.data(), 3 * kRate, kRate, {});
  std::vector<double> cents, db;
  for (size_t i = heard.f0_hz.size() / 10; i < 9 * heard.f0_hz.size() / 10; ++i) {
    cents.push_back(std::fabs(1200 * std::log2(made.f0_hz[i] / heard.f0_hz[i])));
    db.push_back(std::fabs(made.loudness_db[i] - heard.loudness_db[i]));
  }
  return {spread(cents), spread(db), sharpest_bend(out, 0.3, 2.7)};
}

// A second of a note, then a second of breath. A breath has no pitch: the last one is held, the level is
// followed, nothing leaps or clicks. The mean error of its level, dB, and the sharpest bend.
struct BreathHeard {
  double db, bend;
};
inline BreathHeard through_breath(const Model& model, double f0_hz) {
  auto in = sounds::note(f0_hz, 1, kRate);
  const auto breath = sounds::noise(1, kRate, 0.02, 5);
  in.insert(in.end(), breath.begin(), breath.end());
  const auto out = play(model, in, {.consonants_db = 0});  // as loud as it is heard
  const FeatureTrack heard = analyse(in.data(), 2 * kRate, kRate, {}),
                     made = analyse(out.data(), 2 * kRate, kRate, {});
  double sum = 0;
  const size_t first = 6 * heard.loudness_db.size() / 10, last = 95 * heard.loudness_db.size() / 100;
  for (size_t i = first; i < last; ++i) sum += made.loudness_db[i] - heard.loudness_db[i];
  return {sum / static_cast<double>(last - first), sharpest_bend(out, 1.1, 1.9)};
}

// A second of a note, then silence: the levels while it sounds, 0.2 s after, and from 0.3 s on, dBFS.
struct SilenceHeard {
  double sounding_db, soon_db, later_db;
};
inline SilenceHeard through_silence(const Model& model, double f0_hz) {
  auto in = sounds::note(f0_hz, 1, kRate);
  in.resize(2 * kRate, 0.f);
  const auto out = play(model, in);
  return {level_db(out, 0.3, 0.9), level_db(out, 1.2, 1.3), level_db(out, 1.3, 2)};
}

}  // namespace partials::through
