// SPDX-License-Identifier: MIT
#include "learn/adam.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace partials {

Adam::Adam(const AdamConfig& config, const WeightTable& table, const std::vector<float>& weights)
    : config_(config),
      table_(table),
      decays_(table.size),
      mean_(table.size),
      square_(table.size),
      averaged_(weights) {
  for (const WeightEntry& e : table.entries)
    if (e.matrix) std::fill_n(decays_.begin() + static_cast<int64_t>(e.offset), e.size(), uint8_t{1});
}

int64_t falls_below(const AdamConfig& c, double share) {
  if (c.decay_steps <= 0 || c.floor >= share) return 0;
  double steps = 0;
  switch (c.fall) {
    case Fall::inverse_root:
      steps = 1 / (share * share) - 1;
      break;
    case Fall::exponential:
      steps = -std::log2(share);
      break;
    case Fall::cosine:
      steps = std::acos(2 * share - 1) / 3.14159265358979323846;
      break;
  }
  return std::max<int64_t>(c.warm_up_steps, static_cast<int64_t>(std::ceil(steps * c.decay_steps)) + 1);
}

double Adam::learning_rate() const {
  const double step = static_cast<double>(steps_);
  const double warm = config_.warm_up_steps > 0 ? std::min(1.0, (step + 1) / config_.warm_up_steps) : 1;
  if (config_.decay_steps <= 0) return config_.learning_rate * warm;
  const double x = step / config_.decay_steps;
  double share = 1;
  switch (config_.fall) {
    case Fall::inverse_root:
      share = 1 / std::sqrt(1 + x);
      break;
    case Fall::exponential:
      share = std::exp2(-x);
      break;
    case Fall::cosine:
      share = 0.5 + 0.5 * std::cos(3.14159265358979323846 * std::min(1.0, x));
      break;
  }
  return config_.learning_rate * warm * std::max(share, config_.floor);
}

double Adam::step(std::vector<float>& weights, const std::vector<float>& gradient) {
  double square = 0;
  for (float g : gradient) square += static_cast<double>(g) * g;
  const double norm = std::sqrt(square), rate = learning_rate();
  if (!std::isfinite(norm)) {  // skip a step with an invalid gradient
    ++steps_;
    return norm;
  }
  const float scale =
      config_.clip_norm > 0 && norm > config_.clip_norm ? static_cast<float>(config_.clip_norm / norm) : 1.f;
  const double t = static_cast<double>(++steps_);
  const float b1 = static_cast<float>(config_.beta1), b2 = static_cast<float>(config_.beta2);
  const float step_size = static_cast<float>(rate / (1 - std::pow(config_.beta1, t)));
  const float correct = static_cast<float>(1 / std::sqrt(1 - std::pow(config_.beta2, t)));
  const float shrink = static_cast<float>(1 - rate * config_.weight_decay),
              eps = static_cast<float>(config_.epsilon);
  const float keep = static_cast<float>(std::min(config_.average, (1 + t) / (10 + t)));
  for (size_t i = 0; i < weights.size(); ++i) {
    const float g = gradient[i] * scale;
    mean_[i] = b1 * mean_[i] + (1 - b1) * g;
    square_[i] = b2 * square_[i] + (1 - b2) * g * g;
    if (decays_[i]) weights[i] *= shrink;
    weights[i] -= step_size * mean_[i] / (std::sqrt(square_[i]) * correct + eps);
  }
  clamp_weights(table_, weights.data());
  for (size_t i = 0; i < weights.size(); ++i) averaged_[i] = keep * averaged_[i] + (1 - keep) * weights[i];
  return norm;
}

std::string Adam::save() const {
  std::string out(reinterpret_cast<const char*>(&steps_), sizeof steps_);
  for (const auto* v : {&mean_, &square_, &averaged_})
    out.append(reinterpret_cast<const char*>(v->data()), v->size() * sizeof(float));
  return out;
}

Result<void> Adam::restore(const std::string& bytes) {
  const size_t part = mean_.size() * sizeof(float);
  if (bytes.size() != sizeof steps_ + 3 * part)
    return Error{
        "The number of weights in the checkpoint differs from this graph's; resume with the preset it was "
        "made with."};
  std::memcpy(&steps_, bytes.data(), sizeof steps_);
  const char* at = bytes.data() + sizeof steps_;
  for (auto* v : {&mean_, &square_, &averaged_}) {
    std::memcpy(v->data(), at, part);
    at += part;
  }
  return {};
}

}  // namespace partials
