// SPDX-License-Identifier: MIT
#include "learn/desk.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "base/denormals.h"

namespace partials {

constexpr double kBandEdge = 0.97;  // of a model's band: up to where its spectrum is compared

Result<Desk> Desk::create(const Graph& told, const TrainerConfig& config, int warm_up, int frames) {
  const FrameClock clock{told.hop_num, told.hop_den, static_cast<int64_t>(told.reference_rate_hz)};
  std::vector<Call> pieces;
  int longest = 0;
  const int n = std::clamp(config.pieces, 1, frames);
  for (int p = 0; p < n; ++p) {
    const int from = frames * p / n, to = frames * (p + 1) / n;
    pieces.push_back({from, 0, to - from, static_cast<int>(clock.start(to) - clock.start(from))});
    longest = std::max(longest, pieces.back().samples);
  }
  auto plan = Plan<float>::compile(told, {.rate_hz = static_cast<int>(told.reference_rate_hz), .width = config.width,
                                          .max_samples = longest, .training = true, .input_gradients = false});
  if (!plan) return plan.error();
  if (!plan.value().output("audio")) return Error{"The graph has no output 'audio', so there is nothing to compare with the recordings."};
  LossConfig heard = config.loss;
  if (heard.max_hz <= 0) heard.max_hz = kBandEdge * told.band_hz;
  const auto samples = static_cast<size_t>(clock.start(frames)), unheard = static_cast<size_t>(clock.start(warm_up));
  auto loss = GroupLoss::create(heard, told.reference_rate_hz, config.width, static_cast<int>(samples - unheard));
  if (!loss) return loss.error();
  Desk desk(std::move(plan).value(), std::move(loss).value());
  desk.pieces_ = std::move(pieces);
  desk.unheard_ = unheard;
  desk.segments_.resize(config.width);
  for (std::vector<float>* sound : {&desk.target_, &desk.audio_, &desk.d_audio_}) sound->resize(samples * config.width);
  desk.gradient_.resize(desk.plan_.weights().size);
  desk.states_.resize(desk.plan_.state().size() * desk.pieces_.size());
  return desk;
}

// Segments may begin before a clip and end after it; there it is silent, and pitch holds its nearest value.
void Desk::draw(const std::vector<Clip>& clips, const Sampler& sampler, int64_t step, int group) {
  const int width = plan_.width();
  const FrameClock& clock = plan_.clock();
  std::vector<uint64_t> seeds(width);
  for (int l = 0; l < width; ++l) {
    const Segment& s = segments_[l] = sampler.draw(step, group * width + l);
    const Clip& clip = clips[s.clip];
    seeds[l] = s.seed;
    const int64_t origin = s.first_frame >= 0 ? clock.start(s.first_frame) : -clock.start(-s.first_frame);
    for (size_t i = 0; i < target_.size() / width; ++i) {
      const int64_t j = origin + static_cast<int64_t>(i);
      target_[i * width + l] =
          j >= 0 && j < static_cast<int64_t>(clip.audio.size()) ? s.gain * clip.audio[j] : 0.f;
    }
  }
  plan_.set_lane_seeds(seeds.data());
}

void Desk::play(const std::vector<Clip>& clips, const Call& call) {
  const int width = plan_.width();
  float* f0 = plan_.input("f0_hz");
  float* loudness = plan_.input("loudness_db");
  float* told_f0 = plan_.input("told_f0_hz");
  float* told_loudness = plan_.input("told_loudness_db");
  float *age = plan_.input("age_s"), *struck = plan_.input("struck_db");
  for (int l = 0; l < width; ++l) {
    const Segment& s = segments_[l];
    const Clip& clip = clips[s.clip];
    for (int t = 0; t < call.frames; ++t) {
      const int frame = s.first_frame + static_cast<int>(call.frame) + t, inside = std::clamp(frame, 0, clip.frames() - 1);
      const size_t at = static_cast<size_t>(t) * width + l;
      const float f = clip.f0_hz[inside], db = frame == inside ? std::max(clip.loudness_db[inside] + s.gain_db, -120.f) : -120.f;
      if (f0) f0[at] = f;
      if (loudness) loudness[at] = db;
      if (told_f0) told_f0[at] = f * s.told_pitch_ratio;
      if (told_loudness) told_loudness[at] = db + s.told_loudness_db;
      if (age) age[at] = clip.age_s[inside];
      if (struck) struck[at] = clip.struck_db[inside] + s.gain_db;
    }
  }
  plan_.run(call);
}

void Desk::rewind(const std::vector<Clip>& clips, size_t piece) {
  const std::span<std::byte> state = plan_.state();
  const Call& call = pieces_[piece];
  if (piece + 1 < pieces_.size()) {
    std::memcpy(state.data(), states_.data() + piece * state.size(), state.size());
    play(clips, call);
  }
  const auto width = static_cast<size_t>(plan_.width()), from = static_cast<size_t>(plan_.clock().start(call.frame)) * width;
  plan_.clear_gradients(call);
  std::copy_n(d_audio_.data() + from, static_cast<size_t>(call.samples) * width, plan_.d_output("audio"));
  plan_.rewind(call, gradient_.data());
}

void Desk::run(const std::vector<Clip>& clips, const Sampler& sampler, int64_t step, int group, const std::vector<float>& weights) {
  const FlushDenormals guard;
  draw(clips, sampler, step, group);
  plan_.set_weights(weights.data());
  plan_.reset();
  float* heard = audio_.data();
  for (size_t p = 0; p < pieces_.size(); ++p) {
    const std::span<std::byte> state = plan_.state();
    std::memcpy(states_.data() + p * state.size(), state.data(), state.size());
    play(clips, pieces_[p]);
    heard = std::copy_n(plan_.output("audio"), static_cast<size_t>(pieces_[p].samples) * plan_.width(), heard);
  }
  const size_t skip = unheard_ * plan_.width();
  std::fill(d_audio_.begin(), d_audio_.end(), 0.f);
  value_ = loss_.value_and_gradient(audio_.data() + skip, target_.data() + skip, d_audio_.data() + skip);
  std::fill(gradient_.begin(), gradient_.end(), 0.f);
  plan_.clear_d_state();
  for (size_t p = pieces_.size(); p-- > 0;) rewind(clips, p);
}

double Desk::seconds() const {
  return static_cast<double>(target_.size()) / plan_.width() / static_cast<double>(plan_.clock().rate_hz);
}
size_t Desk::memory_bytes() const {
  return plan_.memory_bytes() + loss_.memory_bytes() + states_.size() + sizeof(float) * (3 * target_.size() + gradient_.size());
}

}  // namespace partials
