// SPDX-License-Identifier: MIT
#include "families/instrument/train/instrument_objective.h"

#include <algorithm>

namespace partials {
namespace {

constexpr double kBandEdge = 0.97;  // share of a model's band in which its spectrum is compared

}  // namespace

Result<std::unique_ptr<Objective>> InstrumentObjective::create(const Graph& graph, const SegmentShape& shape,
                                                               const LossConfig& config,
                                                               std::shared_ptr<const std::vector<Clip>> clips,
                                                               std::shared_ptr<const Sampler> sampler) {
  LossConfig heard = config;
  if (heard.max_hz <= 0) heard.max_hz = kBandEdge * graph.band_hz;
  auto loss = GroupLoss::create(heard, graph.reference_rate_hz, shape.width,
                                static_cast<int>(shape.samples - shape.unheard));
  if (!loss) return loss.error();
  auto own = std::unique_ptr<InstrumentObjective>(new InstrumentObjective(std::move(loss).value()));
  own->clips_ = std::move(clips);
  own->sampler_ = std::move(sampler);
  own->clock_ = clock_of(graph);
  own->shape_ = shape;
  own->segments_.resize(static_cast<size_t>(shape.width));
  own->target_.resize(static_cast<size_t>(shape.samples * shape.width));
  return std::unique_ptr<Objective>(std::move(own));
}

const std::vector<std::string>& InstrumentObjective::outputs() const {
  static const std::vector<std::string> audio{"audio"};
  return audio;
}

// Segments may begin before a clip and end after it; outside the clip they are silent, and pitch keeps the
// nearest value.
void InstrumentObjective::draw(int64_t step, int group, uint64_t* seeds) {
  const int width = shape_.width;
  for (int l = 0; l < width; ++l) {
    const Segment& s = segments_[static_cast<size_t>(l)] = sampler_->draw(step, group * width + l);
    const Clip& clip = (*clips_)[static_cast<size_t>(s.clip)];
    seeds[l] = s.seed;
    const int64_t origin = s.first_frame >= 0 ? clock_.start(s.first_frame) : -clock_.start(-s.first_frame);
    for (int64_t i = 0; i < shape_.samples; ++i) {
      const int64_t j = origin + i;
      const bool inside = j >= 0 && j < static_cast<int64_t>(clip.audio.size());
      target_[static_cast<size_t>(i * width + l)] =
          inside ? s.gain * clip.audio[static_cast<size_t>(j)] : 0.f;
    }
  }
}

void InstrumentObjective::give(Plan<float>& plan, const Call& call) noexcept {
  const int width = shape_.width;
  float* f0 = plan.input("f0_hz");
  float* loudness = plan.input("loudness_db");
  float* conditioning_f0 = plan.input("conditioning_f0_hz");
  float* conditioning_loudness = plan.input("conditioning_loudness_db");
  float *age = plan.input("age_s"), *struck = plan.input("struck_db");
  for (int l = 0; l < width; ++l) {
    const Segment& s = segments_[static_cast<size_t>(l)];
    const Clip& clip = (*clips_)[static_cast<size_t>(s.clip)];
    for (int t = 0; t < call.frames; ++t) {
      const int frame = s.first_frame + static_cast<int>(call.frame) + t;
      const auto inside = static_cast<size_t>(std::clamp(frame, 0, clip.frames() - 1));
      const bool is_inside = frame == static_cast<int>(inside);
      const size_t at = static_cast<size_t>(t * width + l);
      const float f = clip.f0_hz[inside];
      const float db = is_inside ? std::max(clip.loudness_db[inside] + s.gain_db, -120.f) : -120.f;
      if (f0) f0[at] = f;
      if (loudness) loudness[at] = db;
      if (conditioning_f0) conditioning_f0[at] = f * s.conditioning_pitch_ratio;
      if (conditioning_loudness) conditioning_loudness[at] = db + s.conditioning_loudness_db;
      if (age) age[at] = clip.age_s[inside];
      if (struck) struck[at] = clip.struck_db[inside] + s.gain_db;
    }
  }
}

double InstrumentObjective::value_and_gradient(const float* const* values, float* const* gradients) noexcept {
  const auto skip = static_cast<size_t>(shape_.unheard * shape_.width);
  return loss_.value_and_gradient(values[0] + skip, target_.data() + skip, gradients[0] + skip);
}

}  // namespace partials
