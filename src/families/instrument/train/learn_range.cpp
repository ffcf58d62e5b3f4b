// SPDX-License-Identifier: MIT
#include "families/instrument/train/learn_range.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr size_t kManyNotes = 20;
constexpr float kNearSemitones = 1.6f;

float percentile(std::vector<float>& x, double share) {
  const auto at = x.begin() + static_cast<int64_t>(share * static_cast<double>(x.size() - 1));
  std::nth_element(x.begin(), at, x.end());
  return *at;
}

}  // namespace

TrainedRange learn_range(const std::vector<Clip>& clips) {
  float loudest = -120;
  for (const Clip& c : clips)
    for (float l : c.loudness_db) loudest = std::max(loudest, l);
  std::vector<float> f0, loudness;
  for (const Clip& c : clips)
    for (int i = 0; i < c.frames(); ++i)
      if (c.confidence[i] >= 0.5f && c.loudness_db[i] > loudest - 50) {
        f0.push_back(c.f0_hz[i]);
        loudness.push_back(c.loudness_db[i]);
      }
  if (f0.empty()) return {};
  return {percentile(f0, 0.01), percentile(f0, 0.99), percentile(loudness, 0.05), percentile(loudness, 0.95),
          percentile(loudness, 0.5)};
}

bool is_dense(const std::vector<Clip>& clips) {
  std::vector<float> midi;
  for (const Clip& c : clips) {
    std::vector<float> f0 = c.sure_f0_hz(0, c.frames());
    if (!f0.empty()) midi.push_back(69 + 12 * std::log2(percentile(f0, 0.5) / 440));
  }
  std::sort(midi.begin(), midi.end());
  midi.erase(std::unique(midi.begin(), midi.end(), [](float a, float b) { return b - a < 0.5f; }),
             midi.end());
  return midi.size() >= kManyNotes &&
         midi.back() - midi.front() <= kNearSemitones * static_cast<float>(midi.size() - 1);
}

}  // namespace partials
