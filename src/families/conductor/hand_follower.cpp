// SPDX-License-Identifier: MIT
#include "families/conductor/hand_follower.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "families/conductor/conductor_graph.h"
#include "families/conductor/conductor_model.h"

namespace partials::conductor {
namespace {

constexpr double kGoOn = 0.6, kStop = 0.4;  // probabilities of going, with hysteresis

}  // namespace

Result<HandFollower> HandFollower::create(const Model& model) {
  if (model.family != kConductorFamily)
    return Error{"The model '" + model.card.name +
                 "' is not a conductor; choose one that 'partials train --preset conductor' has made."};
  auto player = FramePlayer::create(model.graph, model.weights);
  if (!player) return player.error();
  return HandFollower(std::move(player).value());
}

HandFollower::HandFollower(FramePlayer player)
    : player_(std::move(player)),
      in_(player_.input("hand")),
      phase_(player_.output("phase")),
      tempo_(player_.output("tempo")),
      going_(player_.output("going")),
      of_bar_(player_.output("of_bar")),
      size_(player_.output("size")) {
  frames_.prepare(3, player_.hop_s());
}

void HandFollower::reset() noexcept {
  player_.reset();
  frames_.reset();
  clock_.reset();
  reading_ = {};
  hears_ = false;
}

bool HandFollower::packet(double time_s, const float* place) noexcept {
  float measured[3];
  for (int i = 0; i < 3; ++i)
    measured[i] = std::fabs(place[i]) <= kFarthest ? place[i] : std::numeric_limits<float>::quiet_NaN();
  return frames_.push(time_s, measured);
}

double HandFollower::age_s(double time_s) const noexcept {
  double newest_s = frames_.age_of_channel_s(0, time_s);
  for (const size_t axis : {1, 2}) newest_s = std::min(newest_s, frames_.age_of_channel_s(axis, time_s));
  return newest_s;
}

void HandFollower::read() noexcept {
  const double turns = std::atan2(phase_[1], phase_[0]) / (2 * std::numbers::pi);
  reading_.phase = turns - std::floor(turns);
  reading_.trust = std::min(1.0, static_cast<double>(std::hypot(phase_[0], phase_[1])));
  reading_.tempo = kMiddleTempo / 60 * std::exp(std::clamp(static_cast<double>(tempo_[0]), -3.0, 3.0));
  const double sure = 1 / (1 + std::exp(static_cast<double>(going_[0] - going_[1])));
  reading_.going = sure > (reading_.going ? kStop : kGoOn);
  double sum = 0;
  int best = 0;
  for (int i = 0; i < kMostBeats; ++i)
    if (of_bar_[i] > of_bar_[best]) best = i;
  for (int i = 0; i < kMostBeats; ++i) sum += std::exp(static_cast<double>(of_bar_[i] - of_bar_[best]));
  reading_.of_bar = sum < 2 ? best + 1 : 0;
  reading_.size = std::clamp(static_cast<double>(size_[0]), -4.0, 4.0);
}

void HandFollower::frame(double time_s) noexcept {
  frames_.frame(time_s, place_);
  const double age_s = this->age_s(time_s);
  if (std::isinf(age_s)) return;  // the network hears nothing before there is a hand
  const bool is_there = age_s <= kSilence_s;
  if (is_there && !hears_) player_.reset();  // it may have come back elsewhere
  hears_ = is_there;
  if (hears_) {
    std::copy_n(place_, 3, in_);
    player_.frame();
    read();
    if (!std::isfinite(reading_.phase)) player_.reset();  // a network that overflowed begins anew
  }
  if (!hears_ || !std::isfinite(reading_.phase)) reading_.going = false;
  clock_.frame(time_s, reading_);
}

}  // namespace partials::conductor
