// SPDX-License-Identifier: MIT
// Keeps away: models of single notes that cannot do what no note shows: glide from one to the next, breathe without pitch, be
// still in silence.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/track.h"
#include "data/clips.h"
#include "engine/offline.h"
#include "graph/model.h"
#include "learn/learn_notes.h"
#include "learn/learn_range.h"
#include "learn/preset.h"
#include "learn/trainer.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr int kRate = 44100;

// Five notes a major third and more apart, twenty steps of training.
const Model& trained_on_notes() {
  static const Model model = [] {
    Preset preset = find_preset("small").value();
    std::vector<Clip> clips;
    for (double hz : {220.0, 277.0, 349.0, 440.0, 554.0})
      clips.push_back(make_clip("note", sounds::note(hz, 1.2, kRate, 0.2, static_cast<uint64_t>(hz)), kRate, preset.graph, {}));
    Model m;
    m.graph = preset.graph;
    m.known = learn_range(clips);
    m.notes = learn_notes(clips, static_cast<double>(m.graph.hop_num) / static_cast<double>(m.graph.hop_den));
    Trainer trainer = Trainer::create(preset.graph, clips, preset.trainer).value();
    for (int i = 0; i < 20; ++i) trainer.step();
    m.table = trainer.table();
    m.weights = trainer.averaged();
    return m;
  }();
  return model;
}

std::vector<float> through(const std::vector<float>& in) { return play_recording(trained_on_notes(), in, {}, {.rate_hz = kRate}).value(); }

// Held, then up for two seconds, then held.
std::vector<float> glide(double from_hz, double to_hz) {
  std::vector<float> x(3 * kRate);
  double phase = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double share = std::clamp((static_cast<double>(i) / kRate - 0.5) / 2, 0.0, 1.0);
    phase += 2 * std::numbers::pi * from_hz * std::pow(to_hz / from_hz, share) / kRate;
    for (int k = 1; k <= 12; ++k) x[i] += static_cast<float>(0.15 * std::sin(k * phase) / k);
  }
  return x;
}

double level_db(const std::vector<float>& x, double from_s, double to_s) {
  double sum = 0;
  const auto from = static_cast<size_t>(from_s * kRate), to = std::min(x.size(), static_cast<size_t>(to_s * kRate));
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * x[i];
  return 10 * std::log10(sum / static_cast<double>(to - from) + 1e-20);
}

// The sharpest bend of each 10 ms against that of the middle one of all: a click stands out.
double sharpest_bend(const std::vector<float>& x, double from_s, double to_s) {
  std::vector<double> bends;
  for (auto at = static_cast<size_t>(from_s * kRate); at + 443 < static_cast<size_t>(to_s * kRate); at += 441) {
    double most = 0;
    for (size_t i = at + 1; i <= at + 441; ++i) most = std::max(most, std::fabs(static_cast<double>(x[i - 1]) - 2.0 * x[i] + x[i + 1]));
    bends.push_back(most);
  }
  const double most = *std::max_element(bends.begin(), bends.end());
  std::nth_element(bends.begin(), bends.begin() + static_cast<int64_t>(bends.size() / 2), bends.end());
  return most / bends[bends.size() / 2];
}

TEST(NotesAlone, GlideBetweenThem) {
  const auto in = glide(220, 554), out = through(in);
  const FeatureTrack heard = analyse(in.data(), 3 * kRate, kRate, {}), made = analyse(out.data(), 3 * kRate, kRate, {});
  std::vector<double> cents, db;
  for (size_t i = heard.f0_hz.size() / 10; i < 9 * heard.f0_hz.size() / 10; ++i) {
    cents.push_back(std::fabs(1200 * std::log2(made.f0_hz[i] / heard.f0_hz[i])));
    db.push_back(std::fabs(made.loudness_db[i] - heard.loudness_db[i]));
  }
  std::sort(cents.begin(), cents.end()), std::sort(db.begin(), db.end());
  EXPECT_LT(cents[cents.size() / 2], 5);
  EXPECT_LT(cents[cents.size() * 95 / 100], 20);
  EXPECT_LT(db[db.size() / 2], 0.5);
  EXPECT_LT(db[db.size() * 95 / 100], 2);
  EXPECT_LT(sharpest_bend(out, 0.3, 2.7), 3);
}

// A breath has no pitch: the last one is held, the level is followed, nothing leaps or clicks.
TEST(NotesAlone, BreatheAtTheLevelOfABreath) {
  auto in = sounds::note(349, 1, kRate);
  const auto breath = sounds::noise(1, kRate, 0.02, 5);
  in.insert(in.end(), breath.begin(), breath.end());
  const auto out = through(in);
  const FeatureTrack heard = analyse(in.data(), 2 * kRate, kRate, {}), made = analyse(out.data(), 2 * kRate, kRate, {});
  double sum = 0;
  const size_t first = 6 * heard.loudness_db.size() / 10, last = 95 * heard.loudness_db.size() / 100;
  for (size_t i = first; i < last; ++i) sum += made.loudness_db[i] - heard.loudness_db[i];
  EXPECT_NEAR(sum / static_cast<double>(last - first), 0, 1);
  EXPECT_LT(sharpest_bend(out, 1.1, 1.9), 3);
}

TEST(NotesAlone, AreStillInSilence) {
  auto in = sounds::note(349, 1, kRate);
  in.resize(2 * kRate, 0.f);
  const auto out = through(in);
  EXPECT_GT(level_db(out, 0.3, 0.9), -30);
  EXPECT_LT(level_db(out, 1.2, 1.3), -60);
  EXPECT_LT(level_db(out, 1.3, 2), -90);
}

}  // namespace
}  // namespace partials
