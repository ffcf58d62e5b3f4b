// SPDX-License-Identifier: MIT
#include "families/instrument/train/judge_bytes.h"

#include <stdexcept>

#include "learn/byte_list.h"

namespace partials {

std::string bytes_of(const PitchCurve& p) {
  return joined_bytes({bytes_of_values(std::vector{p.step_s, p.first_s}), bytes_of_values(p.f0_hz)});
}

PitchCurve pitch_from(const std::string& bytes) {
  const auto parts = bytes_apart(bytes);
  const auto numbers = values_of_bytes<double>(parts.at(0));
  return {numbers.at(0), numbers.at(1), values_of_bytes<float>(parts.at(1))};
}

std::string bytes_of(const HarmonicAnalysis& a) {
  const std::vector<int64_t> shape{a.samples, a.hop_samples, a.frames, a.partials, a.bands};
  return joined_bytes({bytes_of_values(std::vector{a.rate_hz}), bytes_of_values(shape),
                       bytes_of_values(a.f0_hz), bytes_of_values(a.voiced), bytes_of_values(a.amplitude),
                       bytes_of_values(a.partial_power), bytes_of_values(a.band_centre_hz),
                       bytes_of_values(a.noise_power), bytes_of_values(a.level), bytes_of_values(a.harmonic),
                       bytes_of_values(a.residual)});
}

HarmonicAnalysis harmonics_from(const std::string& bytes) {
  const auto parts = bytes_apart(bytes);
  const auto shape = values_of_bytes<int64_t>(parts.at(1));
  HarmonicAnalysis a;
  a.rate_hz = values_of_bytes<double>(parts.at(0)).at(0);
  a.samples = shape.at(0);
  a.hop_samples = static_cast<int>(shape.at(1));
  a.frames = static_cast<int>(shape.at(2));
  a.partials = static_cast<int>(shape.at(3));
  a.bands = static_cast<int>(shape.at(4));
  a.f0_hz = values_of_bytes<float>(parts.at(2));
  a.voiced = values_of_bytes<uint8_t>(parts.at(3));
  a.amplitude = values_of_bytes<std::complex<float>>(parts.at(4));
  a.partial_power = values_of_bytes<float>(parts.at(5));
  a.band_centre_hz = values_of_bytes<double>(parts.at(6));
  a.noise_power = values_of_bytes<float>(parts.at(7));
  a.level = values_of_bytes<float>(parts.at(8));
  a.harmonic = values_of_bytes<float>(parts.at(9));
  a.residual = values_of_bytes<float>(parts.at(10));
  const auto of = [&](int64_t each) { return static_cast<size_t>(a.frames) * static_cast<size_t>(each); };
  const auto samples = static_cast<size_t>(a.samples);
  if (a.f0_hz.size() != of(1) || a.voiced.size() != of(1) || a.level.size() != of(1) ||
      a.amplitude.size() != of(a.partials) || a.partial_power.size() != of(a.partials) ||
      a.noise_power.size() != of(a.bands) || a.band_centre_hz.size() != static_cast<size_t>(a.bands) ||
      a.harmonic.size() != samples || a.residual.size() != samples)
    throw std::runtime_error("an analysis of another shape");
  return a;
}

}  // namespace partials
