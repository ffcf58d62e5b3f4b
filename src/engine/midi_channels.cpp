// SPDX-License-Identifier: MIT
#include "engine/midi_channels.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr int kNoRpn = 0x3fff, kBendRangeRpn = 0, kMpeRpn = 6;
constexpr float kPowerOnVolume = 100.f / 127;  // 0 dB
float level_db(float amplitude) noexcept { return std::max(-120.f, 40 * std::log10(std::max(1e-3f, amplitude))); }  // RP-036's square law
size_t at(int channel) noexcept { return static_cast<size_t>(channel & 15); }

}  // namespace

void MidiChannels::reset(float range, float member_range) noexcept {
  channels_ = {};
  range_ = range, member_range_ = member_range;
  give_ranges();
}

void MidiChannels::set_bend_range(float semitones) noexcept {
  if (semitones == range_) return;
  range_ = semitones;
  for (Channel& c : channels_) c.bend_range_set = false;
  give_ranges();
}
void MidiChannels::set_member_bend_range(float semitones) noexcept {
  if (semitones == member_range_) return;
  member_range_ = semitones;
  give_ranges();
}
void MidiChannels::set_zones(int lower, int upper) noexcept {
  lower_ = std::clamp(lower, 0, 15);
  upper_ = std::clamp(upper, 0, lower_ ? 14 - lower_ : 15);
  if (upper_ < 0) upper_ = 0;
  give_ranges();
}
void MidiChannels::give_ranges() noexcept {
  for (int c = 0; c < 16; ++c)
    if (!channels_[at(c)].bend_range_set) channels_[at(c)].bend_range = is_member(c) ? member_range_ : range_;
}

int MidiChannels::manager_of(int channel) const noexcept {
  if (channel >= 1 && channel <= lower_) return 0;
  if (channel <= 14 && channel >= 15 - upper_) return 15;
  return -1;
}
bool MidiChannels::same_zone(int from, int channel) const noexcept { return from == channel || manager_of(channel) == from; }

// RPN 0 on one member sets all of its zone; RPN 6 on channel 1 or 16 makes a zone, which the other gives way to.
void MidiChannels::registered(int channel, int value) noexcept {
  Channel& c = channels_[at(channel)];
  if (c.rpn == kBendRangeRpn) {
    for (int other = 0; other < 16; ++other)
      if (other == channel || (is_member(channel) && manager_of(other) == manager_of(channel)))
        channels_[at(other)].bend_range = static_cast<float>(value), channels_[at(other)].bend_range_set = true;
  } else if (c.rpn == kMpeRpn && (channel == 0 || channel == 15)) {
    const int members = std::clamp(value, 0, 15);
    for (int other = 0; other < 16; ++other) channels_[at(other)].bend_range_set = false;
    if (channel == 0) set_zones(members, std::min(upper_, std::max(0, 14 - members)));
    else set_zones(std::min(lower_, std::max(0, 14 - members)), members);
  }
}

bool MidiChannels::control(int channel, int number, int value) noexcept {
  Channel& c = channels_[at(channel)];
  const float part = static_cast<float>(value) / 127;
  switch (number) {
    case 1: c.modulation = part; break;
    case 7: c.volume = part / kPowerOnVolume; break;
    case 11: c.expression = part; break;
    case 74: c.brightness = value <= 64 ? static_cast<float>(value) / 128 : 0.5f + static_cast<float>(value - 64) / 126; break;
    case 64: {
      const bool was = c.pedal;
      c.pedal = value >= 64;
      return was && !c.pedal;
    }
    case 101: c.rpn = (c.rpn & 0x7f) | value << 7; break;
    case 100: c.rpn = (c.rpn & 0x3f80) | value; break;
    case 98: case 99: c.rpn = kNoRpn; break;
    case 6: registered(channel, value); break;
    case 121: {  // reset all controllers (RP-015): volume and ranges stay
      const bool was = c.pedal;
      c.bend = 0, c.modulation = 0, c.expression = 1, c.pressure = 0, c.pedal = false, c.rpn = kNoRpn;
      return was;
    }
    default: break;
  }
  return false;
}

void MidiChannels::bend(int channel, int value14) noexcept { channels_[at(channel)].bend = static_cast<float>(value14 - 8192) / 8192; }
void MidiChannels::pressure(int channel, int value) noexcept { channels_[at(channel)].pressure = static_cast<float>(value) / 127; }

ChannelExpression MidiChannels::of(int channel) const noexcept {
  const Channel& c = channels_[at(channel)];
  ChannelExpression e{c.bend * c.bend_range, level_db(c.volume) + level_db(c.expression), c.modulation, c.pressure, c.brightness};
  if (const int manager = manager_of(channel); manager >= 0) {
    const Channel& m = channels_[at(manager)];
    e.bend_semitones += m.bend * m.bend_range;
    e.level_db += level_db(m.volume) + level_db(m.expression);
    e.vibrato = std::max(e.vibrato, m.modulation);
    e.pressure = std::max(e.pressure, m.pressure);
    e.brightness = std::clamp(e.brightness + m.brightness - 0.5f, 0.f, 1.f);
  }
  return e;
}

bool MidiChannels::pedal(int channel) const noexcept {
  const int manager = manager_of(channel);
  return channels_[at(channel)].pedal || (manager >= 0 && channels_[at(manager)].pedal);
}

}  // namespace partials
