// SPDX-License-Identifier: MIT
#include "families/motion/drop_out.h"

#include <algorithm>
#include <cmath>

namespace partials::motion {
namespace {

float smooth_step(double part) {
  const double x = std::clamp(part, 0.0, 1.0);
  return static_cast<float>(x * x * (3 - 2 * x));
}
float between(float a, float b, float part) { return a * (1 - part) + b * part; }

}  // namespace

void DropOut::prepare(std::span<const DropOutChannel> channels, const DropOutSettings& settings) {
  settings_ = settings;
  channels_.assign(channels.begin(), channels.end());
  states_.resize(channels_.size());
  last_.resize(channels_.size());
  reset();
}

void DropOut::reset() noexcept {
  for (size_t c = 0; c < channels_.size(); ++c) {
    states_[c] = State{};
    states_[c].value = states_[c].out = states_[c].from = channels_[c].rest;
  }
  newest_s_ = -1e9;
  begun_ = false;
}

bool DropOut::repeats(const float* values) noexcept {
  const bool same = begun_ && std::equal(last_.begin(), last_.end(), values);
  std::copy_n(values, last_.size(), last_.begin());
  begun_ = true;
  return same;
}

void DropOut::packet(double time_s, const float* values) noexcept {
  if (!(time_s > newest_s_)) return;  // late, repeated, or a time that is not a number
  newest_s_ = time_s;
  if (repeats(values) && settings_.repeats_are_lost) return;
  for (size_t c = 0; c < channels_.size(); ++c)
    if (is_believed(channels_[c], states_[c], values[c])) believe(states_[c], values[c], time_s);
}

bool DropOut::is_believed(const DropOutChannel& channel, State& state, float value) const noexcept {
  if (!(value >= channel.low && value <= channel.high)) {
    state.agreed = 0;
    return false;
  }
  if (!state.any || std::abs(value - state.value) <= channel.jump) {
    state.agreed = 0;
    return true;
  }
  const bool agrees = state.agreed > 0 && std::abs(value - state.candidate) <= channel.jump;
  state.candidate = value;
  state.agreed = agrees ? state.agreed + 1 : 1;
  if (state.agreed <= settings_.confirmations) return false;
  state.agreed = 0;
  return true;
}

void DropOut::believe(State& state, float value, double time_s) noexcept {
  const bool returns =
      !state.any || time_s - state.seen_s > settings_.hold_s ||
      std::abs(value - state.value) > channels_[static_cast<size_t>(&state - states_.data())].jump;
  if (returns) {
    state.from = settings_.first_at_once && !state.any ? value : state.out;
    state.back_s = time_s;
  }
  state.value = value;
  state.seen_s = time_s;
  state.any = true;
}

bool DropOut::is_lost(size_t channel, double now_s) const noexcept {
  const State& state = states_[channel];
  return !state.any || (!settings_.silence_is_rest && now_s - state.seen_s > settings_.hold_s);
}

float DropOut::settled(const DropOutChannel& channel, const State& state, double now_s) const noexcept {
  if (settings_.silence_is_rest) return state.value;
  const double faded = (now_s - state.seen_s - settings_.hold_s) / settings_.fade_s;
  return between(state.value, channel.rest, smooth_step(faded));
}

void DropOut::frame(double now_s, float* out) noexcept {
  for (size_t c = 0; c < channels_.size(); ++c) {
    State& state = states_[c];
    if (state.any) {
      const float back = smooth_step((now_s - state.back_s) / settings_.return_s);
      state.out = between(state.from, settled(channels_[c], state, now_s), back);
    }
    out[c] = std::clamp(state.out, std::min(channels_[c].low, channels_[c].rest),
                        std::max(channels_[c].high, channels_[c].rest));
  }
}

}  // namespace partials::motion
