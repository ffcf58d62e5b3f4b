// SPDX-License-Identifier: MIT
// A view of a recording's samples, in a clip in memory or in a SampleStore: measurements read a recording in
// pieces through it, so an hour takes no more memory than a minute. The source must outlive the view.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "soundfile/audio_file.h"
#include "system/sample_store.h"

namespace partials {

class ClipView {
 public:
  ClipView(const AudioClip& clip)  // implicit: a clip can be passed as a view
      : ClipView(clip.samples, clip.rate_hz) {}
  ClipView(const std::vector<float>& samples, double rate_hz)
      : ClipView(samples.data(), static_cast<int64_t>(samples.size()), rate_hz) {}
  ClipView(const float* x, int64_t samples, double rate_hz)
      : memory_(x), samples_(samples), rate_hz_(rate_hz) {}
  // gain: factor on the stored samples.
  ClipView(const SampleStore& store, double rate_hz, double gain = 1.0)
      : store_(&store), samples_(store.size()), rate_hz_(rate_hz), gain_(gain) {}

  int64_t samples() const { return samples_; }
  double rate_hz() const { return rate_hz_; }
  double duration_s() const { return static_cast<double>(samples_) / rate_hz_; }

  // n samples starting at `first`, in memory or in `scratch`. Throws std::runtime_error if the store cannot
  // be read.
  const float* at(int64_t first, int64_t n, std::vector<float>& scratch) const;

  ClipView cut(int64_t first, int64_t samples) const {
    ClipView part = *this;
    part.first_ += first;
    part.samples_ = samples;
    return part;
  }
  float peak() const;
  AudioClip clip() const;  // all of it, in memory

  // Visits all samples in order: block(const float* x, int64_t n).
  template <class Block>
  void each_block(Block&& block) const {
    std::vector<float> scratch;
    for (int64_t first = 0; first < samples_; first += SampleStore::kBlock) {
      const int64_t n = std::min(SampleStore::kBlock, samples_ - first);
      block(at(first, n, scratch), n);
    }
  }

 private:
  const float* memory_ = nullptr;
  const SampleStore* store_ = nullptr;
  int64_t first_ = 0, samples_ = 0;
  double rate_hz_ = 44100.0, gain_ = 1.0;
};

}  // namespace partials
