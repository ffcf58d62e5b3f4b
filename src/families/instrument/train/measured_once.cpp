// SPDX-License-Identifier: MIT
#include "families/instrument/train/measured_once.h"

#include "data/analysis_cache.h"
#include "families/instrument/train/judge_bytes.h"
#include "learn/byte_list.h"

namespace partials {
namespace {

std::string key_of(const char* kind, const std::vector<float>& x, double rate_hz, const F0Curve& f0) {
  return analysis_key(kind, {bytes_of_values(std::vector{rate_hz, f0.step_s, f0.first_s}),
                             bytes_of_values(f0.f0_hz), hash_of_samples(x)});
}

}  // namespace

PitchCurve pitch_once(const AudioClip& clip) {
  return analysed_once(
      key_of("reference pitch", clip.samples, clip.rate_hz, {}), [&] { return reference_pitch(clip); },
      [](const PitchCurve& p) { return bytes_of(p); }, pitch_from);
}

HarmonicAnalysis harmonics_once(const std::vector<float>& x, double rate_hz, const F0Curve& f0) {
  constexpr double kLongestS = 90;  // a larger entry is not kept, and its bytes need not be made
  if (static_cast<double>(x.size()) > kLongestS * rate_hz) return analyse_harmonics(x, rate_hz, f0);
  return analysed_once(
      key_of("harmonics", x, rate_hz, f0), [&] { return analyse_harmonics(x, rate_hz, f0); },
      [](const HarmonicAnalysis& a) { return bytes_of(a); }, harmonics_from);
}

}  // namespace partials
