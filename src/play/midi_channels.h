// SPDX-License-Identifier: MIT
// The current state of the sixteen MIDI channels: wheels, pedals, pressure, registered parameters, and the
// zones of MPE (MIDI Polyphonic Expression 1.0, M1-100-UM), in which messages on a manager channel apply to
// its members. [audio-thread] all: noexcept.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace partials {

// The controls of one note from its channel and, in a zone, from the manager.
struct ChannelExpression {
  float bend_semitones = 0;  // the wheel's, and the channel's tuning (RPN 1 and 2)
  float level_db = 0;        // volume, and the lower of expression and breath
  float vibrato = 0;         // modulation wheel, 0..1
  float pressure = 0;        // 0..1
  float brightness = 0.5;    // CC 74, 0..1; 0.5 is neutral
};

// How the next note of a channel is reached from the one before.
struct Portamento {
  bool on = false;      // CC 65
  float time_s = -1;    // CC 5; -1: not sent
  int source_key = -1;  // CC 84, for one note; -1: the note before
};

class MidiChannels {
 public:
  void reset(float bend_range_semitones, float member_bend_range_semitones) noexcept;
  void set_bend_range(float semitones) noexcept;  // of channels that are not members
  void set_member_bend_range(float semitones) noexcept;
  void set_zones(int lower_members, int upper_members) noexcept;  // 0: no such zone

  // Handles a message that is not a note. True if a pedal that holds notes (sustain, sostenuto) of the
  // channel was released.
  bool control(int channel, int number, int value) noexcept;
  void bend(int channel, int value14) noexcept;  // 8192 is the centre
  void pressure(int channel, int value) noexcept;

  ChannelExpression of(int channel) const noexcept;
  bool pedal(int channel) const noexcept;      // sustain, CC 64
  bool sostenuto(int channel) const noexcept;  // CC 66
  bool soft(int channel) const noexcept;       // CC 67
  Portamento portamento(int channel) const noexcept;
  void forget_source(int channel) noexcept;  // the key that CC 84 named has been used
  float bend_range(int channel) const noexcept {
    return channels_[static_cast<size_t>(channel & 15)].bend_range;
  }
  float tuning_semitones(int channel) const noexcept;  // RPN 1 and 2
  int manager_of(int channel) const noexcept;          // -1: not a member of a zone
  // whether messages on `from` also apply to notes of `channel`
  bool same_zone(int from, int channel) const noexcept;
  int lower_members() const noexcept { return lower_; }
  int upper_members() const noexcept { return upper_; }

 private:
  struct Channel {
    float bend = 0, bend_range = 2, volume = 1, expression = 1, modulation = 0, pressure = 0,
          brightness = 0.5;
    float breath = -1;             // -1: the channel has sent none, and plays at full level
    int fine = 8192, coarse = 64;  // tuning, RPN 1 (14 bits) and RPN 2 (semitones); these values are neutral
    bool pedal = false, sostenuto = false, soft = false, bend_range_set = false;
    Portamento portamento;
    int rpn = 0x3fff;
  };
  bool is_member(int channel) const noexcept { return manager_of(channel) >= 0; }
  template <class Which>
  bool own_or_managers(int channel, Which&& which) const noexcept;
  static float level_of(const Channel& c) noexcept;
  void registered(int channel, int value, bool fine) noexcept;  // fine: the data entry's low seven bits
  void set_bend_range_of(int channel, float semitones) noexcept;
  void make_zone(int manager, int members) noexcept;
  void give_ranges() noexcept;

  std::array<Channel, 16> channels_;
  float range_ = 2, member_range_ = 48;
  int lower_ = 0, upper_ = 0;
};

}  // namespace partials
