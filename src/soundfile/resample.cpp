// SPDX-License-Identifier: MIT
#include "soundfile/resample.h"

#include <soxr.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>

#include "base/need.h"

namespace partials {

namespace {

struct Delete {
  void operator()(soxr_t s) const { soxr_delete(s); }
};

void check(soxr_error_t error) {
  if (error) throw std::runtime_error(std::string("cannot resample: ") + error + ".");
}

void append(SampleStore* y, const float* x, int64_t n) { need(y->append(x, n)); }

}  // namespace

SampleStore resample(const ClipView& x, double to_hz, int64_t most_in_memory) {
  const double from_hz = x.rate_hz();
  if (!(from_hz > 0.0) || !(to_hz > 0.0)) throw std::invalid_argument("resample: rates must be above 0 Hz.");
  SampleStore y(most_in_memory);
  if (from_hz == to_hz || x.samples() == 0) {
    x.each_block([&](const float* v, int64_t n) { append(&y, v, n); });
    return y;
  }
  const auto wanted = static_cast<int64_t>(std::ceil(static_cast<double>(x.samples()) * to_hz / from_hz));
  y.reserve(wanted);
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
  soxr_error_t error = nullptr;
  const std::unique_ptr<soxr, Delete> filter(
      soxr_create(from_hz, to_hz, 1, &error, nullptr, &quality, nullptr));
  check(error);
  std::vector<float> made(
      static_cast<size_t>(std::ceil(static_cast<double>(SampleStore::kBlock) * to_hz / from_hz)) + 1024);
  const auto take = [&](const float* v, size_t n) {  // v null: end of input
    for (size_t at = 0, used = 0, got = 1; at < n || got > 0; at += used) {
      used = 0;
      check(soxr_process(filter.get(), v ? v + at : nullptr, n - at, &used, made.data(), made.size(), &got));
      append(&y, made.data(), std::min(static_cast<int64_t>(got), wanted - y.size()));
    }
  };
  x.each_block([&](const float* v, int64_t n) { take(v, static_cast<size_t>(n)); });
  take(nullptr, 0);
  const std::vector<float> zeros(1024, 0.f);  // for samples that the filter did not reach
  while (y.size() < wanted) append(&y, zeros.data(), std::min<int64_t>(1024, wanted - y.size()));
  return y;
}

std::vector<float> resample(const std::vector<float>& x, double from_hz, double to_hz) {
  constexpr int64_t kAll = std::numeric_limits<int64_t>::max() / 2;
  return need(resample(ClipView(x, from_hz), to_hz, kAll).take());
}

AudioClip at_rate(AudioClip clip, double rate_hz) {
  if (clip.rate_hz == rate_hz) return clip;
  return {resample(clip.samples, clip.rate_hz, rate_hz), rate_hz};
}

}  // namespace partials
