// SPDX-License-Identifier: MIT
#include "families/instrument/train/eval_bytes.h"

#include "learn/byte_list.h"

namespace partials {
namespace {

// Everything of a JudgedRecording and of a Rendering that is not a list.
struct RecordingFigures {
  bool seen;
  double duration_s, median_f0_hz;
  std::optional<NoteCourse> course;
  std::optional<PressedKey> pressed;
  std::optional<double> two_noises_db;
};
struct RenderingFigures {
  Contender contender;
  Judgement judgement;
  std::optional<NoteCourse> course;
};

template <class T>
std::string bytes_of_one(const T& value) {
  return bytes_of_values(std::vector<T>{value});
}
template <class T>
T one_from(const std::string& bytes) {
  return values_of_bytes<T>(bytes).at(0);
}

std::string bytes_of(const PitchCurve& c) {
  return joined_bytes({bytes_of_values(std::vector{c.step_s, c.first_s}), bytes_of_values(c.f0_hz)});
}
PitchCurve pitch_from(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  const auto times = values_of_bytes<double>(parts.at(0));
  return {times.at(0), times.at(1), values_of_bytes<float>(parts.at(1))};
}

std::string bytes_of(Contender c, const Rendering& r) {
  return joined_bytes({bytes_of_one(RenderingFigures{c, r.judgement, r.course}), bytes_of_values(r.audio),
                       bytes_of(r.pitch)});
}

}  // namespace

std::string bytes_of(const MeasuredClip& c) {
  const HarmonicAnalysis& a = c.analysis;
  return joined_bytes({c.name, bytes_of_values(c.samples), bytes_of_one(a.rate_hz), bytes_of_one(a.samples),
                       bytes_of_values(std::vector{a.hop_samples, a.frames, a.partials, a.bands}),
                       bytes_of_values(a.f0_hz), bytes_of_values(a.voiced), bytes_of_values(a.amplitude),
                       bytes_of_values(a.partial_power), bytes_of_values(a.band_centre_hz),
                       bytes_of_values(a.noise_power), bytes_of_values(a.level), bytes_of_values(a.harmonic),
                       bytes_of_values(a.residual)});
}

MeasuredClip measured_from(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  const auto floats = [&](size_t i) { return values_of_bytes<float>(parts.at(i)); };
  const auto sizes = values_of_bytes<int>(parts.at(4));
  MeasuredClip c{parts.at(0), floats(1), {}};
  HarmonicAnalysis& a = c.analysis;
  a.rate_hz = one_from<double>(parts.at(2));
  a.samples = one_from<int64_t>(parts.at(3));
  a.hop_samples = sizes.at(0);
  a.frames = sizes.at(1);
  a.partials = sizes.at(2);
  a.bands = sizes.at(3);
  a.f0_hz = floats(5);
  a.voiced = values_of_bytes<uint8_t>(parts.at(6));
  a.amplitude = values_of_bytes<std::complex<float>>(parts.at(7));
  a.partial_power = floats(8);
  a.band_centre_hz = values_of_bytes<double>(parts.at(9));
  a.noise_power = floats(10);
  a.level = floats(11);
  a.harmonic = floats(12);
  a.residual = floats(13);
  return c;
}

std::string bytes_of(const JudgedRecording& r) {
  std::vector<std::string> renders;
  for (const auto& [contender, rendering] : r.renders) renders.push_back(bytes_of(contender, rendering));
  return joined_bytes({r.name, r.sha256, r.samples_sha256, r.sampler_source,
                       bytes_of_one(RecordingFigures{r.seen, r.duration_s, r.median_f0_hz, r.course,
                                                     r.pressed, r.two_noises_db}),
                       bytes_of_values(r.audio), bytes_of(r.pitch), joined_bytes(renders)});
}

JudgedRecording judged_from(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  const auto figures = one_from<RecordingFigures>(parts.at(4));
  JudgedRecording r;
  r.name = parts.at(0);
  r.sha256 = parts.at(1);
  r.samples_sha256 = parts.at(2);
  r.sampler_source = parts.at(3);
  r.seen = figures.seen;
  r.duration_s = figures.duration_s;
  r.median_f0_hz = figures.median_f0_hz;
  r.course = figures.course;
  r.pressed = figures.pressed;
  r.two_noises_db = figures.two_noises_db;
  r.audio = values_of_bytes<float>(parts.at(5));
  r.pitch = pitch_from(parts.at(6));
  for (const std::string& rendering : bytes_apart(parts.at(7))) {
    const std::vector<std::string> of_it = bytes_apart(rendering);
    const auto known = one_from<RenderingFigures>(of_it.at(0));
    r.renders[known.contender] = {values_of_bytes<float>(of_it.at(1)), pitch_from(of_it.at(2)),
                                  known.judgement, known.course};
  }
  return r;
}

}  // namespace partials
