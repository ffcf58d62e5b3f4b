// SPDX-License-Identifier: MIT
// MIDI 1.0 messages as bytes, for outputs of a mapping: 7-bit and 14-bit controllers, notes, pitch bend.
// Channels are numbered from 1, keys and controllers from 0. Values are clamped to their range, NaN gives
// the lowest value. No allocation.
#pragma once
#include <array>
#include <cstdint>
#include <span>

namespace partials::motion {

struct MidiBytes {
  std::array<uint8_t, 6> bytes{};
  size_t size = 0;  // 3; 6 for a 14-bit controller
  std::span<const uint8_t> view() const noexcept { return {bytes.data(), size}; }
};

MidiBytes midi_note_on(int channel, int key,
                       float velocity_unit) noexcept;  // velocity is at least 1: 0 would end the note
MidiBytes midi_note_off(int channel, int key) noexcept;
MidiBytes midi_control(int channel, int controller, float value_unit) noexcept;
// controller: 0..31; the coarse value (MSB) is sent first, the fine value (LSB) as controller + 32.
MidiBytes midi_control_14(int channel, int controller, float value_unit) noexcept;
MidiBytes midi_pitch_bend(int channel, float bend_bipolar) noexcept;  // 0 is the centre, 8192

// A controller that sends only changes.
class MidiController {
 public:
  MidiController(int channel, int controller, bool fine) noexcept
      : channel_(channel), controller_(controller), fine_(fine) {}
  // Empty (size 0) if the value has not changed.
  MidiBytes set(float value_unit) noexcept;

 private:
  int channel_, controller_;
  bool fine_;
  MidiBytes last_{};
};

}  // namespace partials::motion
