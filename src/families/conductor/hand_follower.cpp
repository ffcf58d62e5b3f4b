// SPDX-License-Identifier: MIT
#include "families/conductor/hand_follower.h"

#include <algorithm>
#include <cmath>
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
  any_ = false;
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
  const motion::FrameAge age = frames_.frame(time_s, place_);
  any_ = any_ || std::isfinite(age.age_s);
  if (!any_) return;  // the network hears nothing before there is a hand
  std::copy_n(place_, 3, in_);
  player_.frame();
  read();
  if (age.age_s > kSilence_s) reading_.going = false;
  clock_.frame(time_s, reading_);
}

}  // namespace partials::conductor
