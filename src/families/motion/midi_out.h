// SPDX-License-Identifier: MIT
// MIDI 1.0 messages as bytes, for outputs of a mapping: controllers in 7 and 14 bits, notes, pitch bend.
// Channels count from 1, keys and controllers from 0. Values beyond their range are clamped, NaN counts as
// the lowest. Nothing is allocated.
#pragma once
#include <array>
#include <cstdint>
#include <span>

namespace partials::motion {

struct MidiBytes {
  std::array<uint8_t, 6> bytes{};
  size_t size = 0;  // 3, of a controller in 14 bits 6
  std::span<const uint8_t> view() const noexcept { return {bytes.data(), size}; }
};

MidiBytes midi_note_on(int channel, int key,
                       float velocity_unit) noexcept;  // never velocity 0, which would end the note
MidiBytes midi_note_off(int channel, int key) noexcept;
MidiBytes midi_control(int channel, int controller, float value_unit) noexcept;
// Controllers 0..31 have their fine part at + 32; the coarse part goes first.
MidiBytes midi_control_14(int channel, int controller, float value_unit) noexcept;
MidiBytes midi_pitch_bend(int channel, float bend_bipolar) noexcept;  // 0 is the centre, 8192

// A controller that speaks only when its number changes.
class MidiController {
 public:
  MidiController(int channel, int controller, bool fine) noexcept
      : channel_(channel), controller_(controller), fine_(fine) {}
  // Empty (size 0) where it is as before.
  MidiBytes set(float value_unit) noexcept;

 private:
  int channel_, controller_;
  bool fine_;
  MidiBytes last_{};
};

}  // namespace partials::motion
