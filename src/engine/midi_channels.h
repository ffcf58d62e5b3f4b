// SPDX-License-Identifier: MIT
// What the sixteen MIDI channels say now: wheels, pedals, pressure, registered parameters, and the zones of MPE (MIDI Polyphonic
// Expression 1.0, M1-100-UM), in which a manager channel speaks for its members. [audio-thread] all: noexcept.
#pragma once
#include <array>
#include <cstdint>

namespace partials {

// What one note hears of its channel and, in a zone, of the manager.
struct ChannelExpression {
  float bend_semitones = 0;
  float level_db = 0;      // volume and expression
  float vibrato = 0;       // modulation wheel, 0..1
  float pressure = 0;      // 0..1
  float brightness = 0.5;  // CC 74, 0..1; 0.5 rests
};

class MidiChannels {
 public:
  void reset(float bend_range_semitones, float member_bend_range_semitones) noexcept;
  void set_bend_range(float semitones) noexcept;         // of channels that are not members
  void set_member_bend_range(float semitones) noexcept;
  void set_zones(int lower_members, int upper_members) noexcept;  // 0: no such zone

  // Takes a message other than notes. True where the sustain pedal of the channel (or of its members' manager) went up.
  bool control(int channel, int number, int value) noexcept;
  void bend(int channel, int value14) noexcept;          // 8192 rests
  void pressure(int channel, int value) noexcept;

  ChannelExpression of(int channel) const noexcept;
  bool pedal(int channel) const noexcept;
  int manager_of(int channel) const noexcept;            // -1: not a member of a zone
  bool same_zone(int from, int channel) const noexcept;  // whether what `from` says is meant for notes of `channel` too
  int lower_members() const noexcept { return lower_; }
  int upper_members() const noexcept { return upper_; }

 private:
  struct Channel {
    float bend = 0, bend_range = 2, volume = 1, expression = 1, modulation = 0, pressure = 0, brightness = 0.5;
    bool pedal = false, bend_range_set = false;
    int rpn = 0x3fff;
    int zone_members = -1;  // of a manager: as RPN 6 set it
  };
  bool is_member(int channel) const noexcept { return manager_of(channel) >= 0; }
  void registered(int channel, int value) noexcept;
  void give_ranges() noexcept;

  std::array<Channel, 16> channels_;
  float range_ = 2, member_range_ = 48;
  int lower_ = 0, upper_ = 0;
};

}  // namespace partials
