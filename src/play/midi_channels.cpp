// SPDX-License-Identifier: MIT
#include "play/midi_channels.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr int kNoRpn = 0x3fff, kBendRangeRpn = 0, kFineRpn = 1, kCoarseRpn = 2, kMpeRpn = 6;
// time of CC 5 at 127; the time goes with the square of the value, so that 64 is a second
constexpr float kLongestPortamentoS = 4;
constexpr float kPowerOnVolume = 100.f / 127;  // 0 dB
// RP-036's square law
float level_db(float amplitude) noexcept {
  return std::max(-120.f, 40 * std::log10(std::max(1e-3f, amplitude)));
}
bool pedal_goes_up(bool& down, int value) noexcept {
  const bool was = down;
  down = value >= 64;
  return was && !down;
}
size_t at(int channel) noexcept { return static_cast<size_t>(channel & 15); }

}  // namespace

void MidiChannels::reset(float range, float member_range) noexcept {
  channels_ = {};
  range_ = range;
  member_range_ = member_range;
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
bool MidiChannels::same_zone(int from, int channel) const noexcept {
  return from == channel || manager_of(channel) == from;
}

// RPN 0 on one member sets all of its zone.
void MidiChannels::set_bend_range_of(int channel, float semitones) noexcept {
  for (int other = 0; other < 16; ++other)
    if (other == channel || (is_member(channel) && manager_of(other) == manager_of(channel))) {
      channels_[at(other)].bend_range = semitones;
      channels_[at(other)].bend_range_set = true;
    }
}

// RPN 6 on channel 1 or 16 makes a zone; the other zone shrinks to make room.
void MidiChannels::make_zone(int manager, int value) noexcept {
  const int members = std::clamp(value, 0, 15);
  for (int other = 0; other < 16; ++other) channels_[at(other)].bend_range_set = false;
  if (manager == 0)
    set_zones(members, std::min(upper_, std::max(0, 14 - members)));
  else
    set_zones(std::min(lower_, std::max(0, 14 - members)), members);
}

// Data entry comes in two halves; the upper one resets the lower one.
void MidiChannels::registered(int channel, int value, bool fine) noexcept {
  Channel& c = channels_[at(channel)];
  switch (c.rpn) {
    case kBendRangeRpn: {
      const auto part = static_cast<float>(value);
      set_bend_range_of(channel, fine ? std::floor(c.bend_range) + std::min(part, 99.f) / 100 : part);
      break;
    }
    case kFineRpn:
      c.fine = fine ? (c.fine & ~127) | value : value << 7;
      break;
    case kCoarseRpn:
      c.coarse = fine ? c.coarse : value;
      break;
    case kMpeRpn:
      if (!fine && (channel == 0 || channel == 15)) make_zone(channel, value);
      break;
    default:
      break;
  }
}

float MidiChannels::tuning_semitones(int channel) const noexcept {
  const Channel& c = channels_[at(channel)];
  return static_cast<float>(c.coarse - 64) + static_cast<float>(c.fine - 8192) / 8192;
}

bool MidiChannels::control(int channel, int number, int value) noexcept {
  Channel& c = channels_[at(channel)];
  const float part = static_cast<float>(value) / 127;
  switch (number) {
    case 1:
      c.modulation = part;
      break;
    case 7:
      c.volume = part / kPowerOnVolume;
      break;
    case 11:
      c.expression = part;
      break;
    case 74:
      c.brightness =
          value <= 64 ? static_cast<float>(value) / 128 : 0.5f + static_cast<float>(value - 64) / 126;
      break;
    case 2:
      c.breath = part;
      break;
    case 5:
      c.portamento.time_s = kLongestPortamentoS * part * part;
      break;
    case 65:
      c.portamento.on = value >= 64;
      break;
    case 84:
      c.portamento.source_key = value;
      break;
    case 67:
      c.soft = value >= 64;
      break;
    case 64:
      return pedal_goes_up(c.pedal, value);
    case 66:
      return pedal_goes_up(c.sostenuto, value);
    case 101:
      c.rpn = (c.rpn & 0x7f) | value << 7;
      break;
    case 100:
      c.rpn = (c.rpn & 0x3f80) | value;
      break;
    case 98:
    case 99:
      c.rpn = kNoRpn;
      break;
    case 6:
      registered(channel, value, false);
      break;
    case 38:
      registered(channel, value, true);
      break;
    case 121: {  // reset all controllers (RP-015): volume, ranges and tuning stay
      const bool was = c.pedal || c.sostenuto;
      c.bend = 0;
      c.modulation = 0;
      c.expression = 1;
      c.breath = -1;
      c.pressure = 0;
      c.rpn = kNoRpn;
      c.pedal = c.sostenuto = c.soft = c.portamento.on = false;
      c.portamento.source_key = -1;
      return was;
    }
    default:
      break;
  }
  return false;
}

void MidiChannels::bend(int channel, int value14) noexcept {
  channels_[at(channel)].bend = static_cast<float>(value14 - 8192) / 8192;
}
void MidiChannels::pressure(int channel, int value) noexcept {
  channels_[at(channel)].pressure = static_cast<float>(value) / 127;
}

ChannelExpression MidiChannels::of(int channel) const noexcept {
  const Channel& c = channels_[at(channel)];
  ChannelExpression e{c.bend * c.bend_range + tuning_semitones(channel), level_of(c), c.modulation,
                      c.pressure, c.brightness};
  if (const int manager = manager_of(channel); manager >= 0) {
    const Channel& m = channels_[at(manager)];
    e.bend_semitones += m.bend * m.bend_range + tuning_semitones(manager);
    e.level_db += level_of(m);
    e.vibrato = std::max(e.vibrato, m.modulation);
    e.pressure = std::max(e.pressure, m.pressure);
    e.brightness = std::clamp(e.brightness + m.brightness - 0.5f, 0.f, 1.f);
  }
  return e;
}

// Wind controllers often send both breath and expression, which must not count twice.
float MidiChannels::level_of(const Channel& c) noexcept {
  const float expression = c.breath < 0 ? c.expression : std::min(c.expression, c.breath);
  return level_db(c.volume) + level_db(expression);
}

template <class Which>
bool MidiChannels::own_or_managers(int channel, Which&& which) const noexcept {
  const int manager = manager_of(channel);
  return which(channels_[at(channel)]) || (manager >= 0 && which(channels_[at(manager)]));
}
bool MidiChannels::pedal(int channel) const noexcept {
  return own_or_managers(channel, [](const Channel& c) noexcept { return c.pedal; });
}
bool MidiChannels::sostenuto(int channel) const noexcept {
  return own_or_managers(channel, [](const Channel& c) noexcept { return c.sostenuto; });
}
bool MidiChannels::soft(int channel) const noexcept {
  return own_or_managers(channel, [](const Channel& c) noexcept { return c.soft; });
}

Portamento MidiChannels::portamento(int channel) const noexcept {
  Portamento p = channels_[at(channel)].portamento;
  if (const int manager = manager_of(channel); manager >= 0) {
    const Portamento& m = channels_[at(manager)].portamento;
    p.on = p.on || m.on;
    if (p.time_s < 0) p.time_s = m.time_s;
    if (p.source_key < 0) p.source_key = m.source_key;
  }
  return p;
}
void MidiChannels::forget_source(int channel) noexcept {
  channels_[at(channel)].portamento.source_key = -1;
  if (const int manager = manager_of(channel); manager >= 0)
    channels_[at(manager)].portamento.source_key = -1;
}

}  // namespace partials
