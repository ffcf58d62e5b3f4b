// SPDX-License-Identifier: MIT
#include "play/parameter_state.h"

namespace partials {

ParameterState::ParameterState() {
  const Values initial = initial_values();
  for (size_t i = 0; i < values_.size(); ++i) values_[i] = initial[i];
  for (auto& l : learned_) l = -1;
}

Values ParameterState::values() const noexcept {
  Values v;
  for (size_t i = 0; i < v.size(); ++i) v[i] = values_[i].load(std::memory_order_relaxed);
  return v;
}

void ParameterState::set(int index, float value) noexcept {
  if (index < 0 || index >= kParameterCount) return;
  store(index, clamped(index, value));
  changes_.fetch_add(1, std::memory_order_release);
}

void ParameterState::store(int index, float value) noexcept {
  const float before = values_[static_cast<size_t>(index)].exchange(value, std::memory_order_relaxed);
  if (before > 0.5f || value <= 0.5f) return;
  if (index == kNextModel) steps_.fetch_add(1, std::memory_order_relaxed);
  if (index == kPreviousModel) steps_.fetch_sub(1, std::memory_order_relaxed);
}

int ParameterState::controller_of(int index) const noexcept {
  for (int c = 0; c < 128; ++c)
    if (learned(c) == index) return c;
  return -1;
}

bool ParameterState::take() noexcept {
  const uint32_t now = changes_.load(std::memory_order_acquire);
  if (now == seen_changes_) return false;
  seen_changes_ = now;
  copy();
  return true;
}

bool ParameterState::set_live(int index, float value) noexcept {
  if (index < 0 || index >= kParameterCount) return false;
  float& live = live_[static_cast<size_t>(index)];
  live = clamped(index, value);
  store(index, live);
  return true;
}

int ParameterState::controller(int number, int value) noexcept {
  // Data entry, RPN and channel mode messages are never learned.
  const bool reserved = number == 6 || number == 38 || (number >= 96 && number <= 101) || number >= 120;
  if (reserved) return -1;
  const int wanted = learning_.exchange(-1, std::memory_order_relaxed);
  if (wanted >= 0) set_learned(number, wanted);
  const int index = learned(number);
  if (index < 0 || index >= kParameterCount) return -1;
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  set_live(index, p.min + (p.max - p.min) * static_cast<float>(value & 127) / 127);
  return index;
}

}  // namespace partials
