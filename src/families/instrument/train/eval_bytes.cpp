// SPDX-License-Identifier: MIT
#include "families/instrument/train/eval_bytes.h"

#include "families/instrument/train/judge_bytes.h"
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

std::string bytes_of(Contender c, const Rendering& r) {
  return joined_bytes({bytes_of_one(RenderingFigures{c, r.judgement, r.course}), bytes_of_values(r.audio),
                       bytes_of(r.pitch)});
}

}  // namespace

std::string bytes_of(const MeasuredClip& c) {
  return joined_bytes({c.name, bytes_of_values(c.samples), bytes_of(c.analysis)});
}

MeasuredClip measured_from(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  return {parts.at(0), values_of_bytes<float>(parts.at(1)), harmonics_from(parts.at(2))};
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
