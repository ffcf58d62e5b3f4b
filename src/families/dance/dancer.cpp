// SPDX-License-Identifier: MIT
#include "families/dance/dancer.h"

#include <algorithm>
#include <utility>

#include "base/random.h"

namespace partials::dance {
Result<Dancer> Dancer::create(std::shared_ptr<const Model> model, const DanceSettings& settings) {
  if (model->family != kDanceFamily)
    return Error{"The model '" + model->card.name +
                 "' does not dance; train one with: partials train FOLDER --preset dance"};
  auto shape = mixture_of(*model);
  if (!shape) return shape.error();
  auto plan = Plan<float>::compile(model->graph, {.rate_hz = 0, .max_samples = 1, .max_frames = 1});
  if (!plan) return plan.error();
  Dancer d(std::move(model), std::move(plan).value());
  d.plan_.set_weights(d.model_->weights.data(), d.plan_.pack(d.model_->weights.data()));
  d.shape_ = shape.value();
  d.settings_ = settings;
  d.rate_hz_ = static_cast<double>(d.model_->graph.hop_den) / static_cast<double>(d.model_->graph.hop_num);
  const DancePart& part = d.part();
  d.x_.resize(part.scale.size());
  d.last_ = d.drawn_ = d.x_;
  d.numbers_.resize(part.scale.all);
  d.leader_.resize(part.leader.joints.size());
  d.pose_.turns = d.next_.turns = part.rig.rest;
  return d;
}

void Dancer::place(const Vec3& hips_m, double heading_rad) noexcept {
  pose_.place_m = hips_m;
  pose_.heading_rad = heading_rad;
}

void Dancer::see(const Vec3* leader) noexcept {
  std::copy(x_.begin(), x_.end(), plan_.input("pose"));
  const LeaderInput& heard = part().leader;
  if (float* to = heard.size() ? plan_.input("leader") : nullptr) {
    if (leader) {
      hear_leader(heard, pose_, rate_hz_, leader, sees_ ? leader_.data() : leader, to);
      std::copy(leader, leader + leader_.size(), leader_.begin());
    } else {
      std::fill(to, to + heard.size(), 0.f);
    }
    sees_ = leader != nullptr;
  }
  due_ = true;
}

void Dancer::expect(const HeardSound& sound) noexcept {
  if (!due_) return;
  if (part().sound.size()) hear_sound(part().sound, sound, plan_.input("sound"));
  plan_.run({frame_++, 0, 1, 0});
  due_ = false;
}

void Dancer::prime(const float* x, const Vec3* leader, const HeardSound& sound) noexcept {
  expect(sound);
  std::swap(x_, last_);
  std::copy(x, x + x_.size(), x_.begin());
  if (frame_ == 0) last_ = x_;
  part().scale.restore(x, numbers_.data());
  pose_from(part().rig, numbers_.data(), pose_, rate_hz_, next_);
  std::swap(pose_, next_);
  see(leader);
}

const BodyPose& Dancer::step(const Vec3* leader, const HeardSound& sound) noexcept {
  expect(sound);
  const DancePart& part = this->part();
  const NumberScale& scale = part.scale;
  draw(plan_.output("mixture"), shape_, settings_.temperature, kWidest,
       stream_key(settings_.seed, static_cast<uint64_t>(frame_)), drawn_.data());
  for (size_t c = 0; c < x_.size(); ++c) {
    const float expected = part.ar.now[c] * x_[c] + part.ar.before[c] * last_[c] + part.ar.offset[c];
    drawn_[c] = std::clamp(expected + part.ar.spread[c] * drawn_[c], scale.low[c], scale.high[c]);
  }
  scale.restore(drawn_.data(), numbers_.data());
  pose_from(part.rig, numbers_.data(), pose_, rate_hz_, next_);
  numbers_from(part.rig, pose_, next_, rate_hz_, numbers_.data());
  std::swap(pose_, next_);
  std::swap(x_, last_);
  scale.standardise(numbers_.data(), x_.data());
  see(leader);
  return pose_;
}

const std::vector<float>& opening_of(const Model& model) {
  static const std::vector<float> none;
  const auto found = model.golden.inputs.find("pose");
  return found == model.golden.inputs.end() ? none : found->second;
}

HeardSound opening_sound(const Model& model, size_t frame) {
  const SoundInput& in = part_of(model).sound;
  const auto found = model.golden.inputs.find("sound");
  if (!in.size() || frame == 0 || found == model.golden.inputs.end() ||
      found->second.size() < frame * kHeardOfSound)
    return {};
  const float* x = found->second.data() + (frame - 1) * kHeardOfSound;
  return {in.mean[0] + in.deviation[0] * x[0], in.mean[1] + in.deviation[1] * x[1]};
}

}  // namespace partials::dance
