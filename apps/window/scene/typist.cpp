// SPDX-License-Identifier: MIT
#include "typist.h"

#include <algorithm>
#include <utility>

namespace partials::window {
namespace {

constexpr float kStep = 0.15f, kSoftest = 0.1f;

}  // namespace

void Typist::press(int semitone) {
  int& held = held_[static_cast<size_t>(semitone)];
  if (held != kNone || base_ + semitone > 127) return;
  held = base_ + semitone;
  view_.play_key(held, velocity_);
}

bool Typist::release(int semitone) {
  const int key = std::exchange(held_[static_cast<size_t>(semitone)], kNone);
  if (key != kNone) view_.play_key(key, 0);
  return key != kNone;
}

void Typist::release_all() {
  for (int i = 0; i < kTypedNotes; ++i) release(i);
}

void Typist::shift(int octaves) { base_ = std::clamp(base_ + 12 * octaves, kLowest, kHighest); }

void Typist::louder(int steps) {
  velocity_ = std::clamp(velocity_ + kStep * static_cast<float>(steps), kSoftest, 1.f);
}

void Typist::settle(int home) {
  if (home == home_) return;
  home_ = base_ = std::clamp(home, kLowest, kHighest);
}

}  // namespace partials::window
