// SPDX-License-Identifier: MIT
#include "families/motion/midi_out.h"

#include <algorithm>
#include <cmath>

namespace partials::motion {
namespace {

constexpr int kFineControllers = 32;

uint8_t status(int kind, int channel) noexcept {
  return static_cast<uint8_t>(kind | (std::clamp(channel, 1, 16) - 1));
}
uint8_t seven_bits(int value) noexcept { return static_cast<uint8_t>(std::clamp(value, 0, 127)); }

// 0..1 as 0..most; NaN as 0.
int scaled(float unit, int most) noexcept {
  return unit > 0 ? static_cast<int>(std::lround(std::min(unit, 1.f) * static_cast<float>(most))) : 0;
}

MidiBytes three(uint8_t a, uint8_t b, uint8_t c) noexcept { return {{a, b, c}, 3}; }

}  // namespace

MidiBytes midi_note_on(int channel, int key, float velocity_unit) noexcept {
  return three(status(0x90, channel), seven_bits(key), seven_bits(std::max(1, scaled(velocity_unit, 127))));
}
MidiBytes midi_note_off(int channel, int key) noexcept {
  return three(status(0x80, channel), seven_bits(key), 64);
}
MidiBytes midi_control(int channel, int controller, float value_unit) noexcept {
  return three(status(0xb0, channel), seven_bits(controller), seven_bits(scaled(value_unit, 127)));
}

MidiBytes midi_control_14(int channel, int controller, float value_unit) noexcept {
  const int value = scaled(value_unit, 16383), coarse = std::clamp(controller, 0, kFineControllers - 1);
  const uint8_t first = status(0xb0, channel);
  return {{first, seven_bits(coarse), static_cast<uint8_t>(value >> 7), first,
           seven_bits(coarse + kFineControllers), static_cast<uint8_t>(value & 127)},
          6};
}

MidiBytes midi_pitch_bend(int channel, float bend_bipolar) noexcept {
  const float bend = bend_bipolar >= -1 ? std::min(bend_bipolar, 1.f) : bend_bipolar < -1 ? -1.f : 0.f;
  const int value = std::clamp(8192 + static_cast<int>(std::lround(bend * 8192)), 0, 16383);
  return three(status(0xe0, channel), static_cast<uint8_t>(value & 127), static_cast<uint8_t>(value >> 7));
}

MidiBytes MidiController::set(float value_unit) noexcept {
  const MidiBytes now = fine_ ? midi_control_14(channel_, controller_, value_unit)
                              : midi_control(channel_, controller_, value_unit);
  if (now.size == last_.size && now.bytes == last_.bytes) return {};
  return last_ = now;
}

}  // namespace partials::motion
