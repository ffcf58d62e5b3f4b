// SPDX-License-Identifier: MIT
#include "play/midi_song.h"

#include <algorithm>
#include <array>
#include <bit>

#include "play/midi_channels.h"

namespace partials {
namespace {

constexpr int kDrums = 9;              // counted from 0
constexpr int kMinFingers = 3;         // channels with notes that a song needs to be recognised as MPE
constexpr int kWideBend = 24;          // semitones; keyboards without MPE hardly ever use so wide a range
constexpr double kMaxTogether = 0.02;  // share of notes that begin while their channel plays another
constexpr double kMinWandering = 0.5;  // share of notes on another channel than the note before
constexpr double kMaxFarBends = 0.05;  // share of bends beyond two of the four octaves of MPE

int channel_of(const MidiEvent& e) { return e.status & 15; }
bool is_control(const MidiEvent& e, int number) { return (e.status & 0xf0) == 0xb0 && e.data1 == number; }

// Members of all zones that configuration messages made in the course of the song.
uint16_t announced(const MidiSong& song) {
  MidiChannels channels;
  channels.reset(2, 48);
  unsigned members = 0;
  for (const MidiEvent& e : song.events) {
    if ((e.status & 0xf0) != 0xb0) continue;
    channels.control(channel_of(e), e.data1, e.data2);
    if (e.data1 != 6) continue;
    for (int c = 0; c < 16; ++c) members |= (channels.manager_of(c) >= 0 ? 1u : 0u) << c;
  }
  return static_cast<uint16_t>(members);
}

// What each channel does.
struct Use {
  int notes = 0, together = 0, down = 0, bends = 0, moved = 0, far_bends = 0, program = -1, bend_range = 2;
};
struct Uses {
  std::array<Use, 16> of;
  int notes = 0, wandering = 0, programs = 0;
};

void count_note(Uses& u, Use& c, int channel, int& last) {
  ++c.notes;
  ++u.notes;
  c.together += c.down++ > 0;
  u.wandering += last >= 0 && last != channel;
  last = channel;
}

Uses uses_of(const MidiSong& song) {
  Uses u;
  MidiChannels channels;
  channels.reset(2, 2);
  int last = -1;
  std::array<bool, 128> programs{};
  for (const MidiEvent& e : song.events) {
    const int channel = channel_of(e);
    Use& c = u.of[static_cast<size_t>(channel)];
    if (begins_note(e) && channel != kDrums) {
      count_note(u, c, channel, last);
    } else if (begins_note(e)) {  // drums among the others are not wandering
      ++c.notes;
      c.together += c.down++ > 0;
    } else if (ends_note(e)) {
      c.down = std::max(0, c.down - 1);
    }
    const int kind = e.status & 0xf0;
    if (kind == 0xc0) programs[e.data1] = true;
    if (kind == 0xb0) channels.control(channel, e.data1, e.data2);
    if (kind == 0xe0) {
      ++c.bends;
      const int away = (e.data2 << 7 | e.data1) - 8192;
      c.moved += away != 0;
      c.far_bends += away > 4096 || away < -4096;
    }
    if (is_control(e, 6)) c.bend_range = static_cast<int>(channels.bend_range(channel));
  }
  u.programs = static_cast<int>(std::count(programs.begin(), programs.end(), true));
  return u;
}

template <class Which>
uint16_t channels_where(const Uses& u, Which&& which) {
  unsigned bits = 0;
  for (size_t c = 0; c < 16; ++c) bits |= (u.of[c].notes > 0 && which(u.of[c]) ? 1u : 0u) << c;
  return static_cast<uint16_t>(bits);
}

// Member channels of a song without a configuration message; 0: it does not use MPE.
uint16_t by_use(const MidiSong& song) {
  const Uses u = uses_of(song);
  if (u.of[0].notes > 0 || u.programs > 1 || u.wandering < kMinWandering * (u.notes - 1)) return 0;
  int together = 0, bends = 0, far_bends = 0;
  const uint16_t wide = channels_where(u, [](const Use& c) { return c.bend_range >= kWideBend; });
  // A wheel that is centred once, as at the start of many files, does not count as a bend.
  const uint16_t bent =
      channels_where(u, [](const Use& c) { return c.moved > 0 || (c.bends > 0 && c.bends >= c.notes); });
  const uint16_t others =
      channels_where(u, [](const Use&) { return true; }) & static_cast<uint16_t>(~(1u << kDrums));
  for (size_t c = 0; c < 16; ++c)
    if (c != kDrums) {
      together += u.of[c].together;
      bends += u.of[c].bends;
      far_bends += u.of[c].far_bends;
    }
  if (together > kMaxTogether * u.notes) return 0;
  const auto all = [&](uint16_t bits) { return (others & ~bits) == 0 && std::popcount(bits) >= kMinFingers; };
  if (all(wide)) return wide | (bent & (1u << kDrums));
  return all(bent) && far_bends <= kMaxFarBends * bends ? bent : uint16_t{0};
}

// Which channels hold notes: by keys, or by pedals, those of a manager of MPE for its members.
class Holding {
 public:
  explicit Holding(uint16_t members) : members_(members) {}
  // Whether anything is held after this event.
  bool after(const MidiEvent& e) {
    Channel& c = channels_[static_cast<size_t>(channel_of(e))];
    int& down = c.down[e.data1 & 127];
    if (begins_note(e)) {
      ++down;
      ++c.keys;
      c.rings = true;
    } else if (ends_note(e) && down > 0) {
      --down;
      --c.keys;
    } else if (is_control(e, 64)) {
      c.sustain = e.data2 >= 64;
    } else if (is_control(e, 66)) {
      c.sostenuto = e.data2 >= 64;
    } else if (is_control(e, 121)) {
      c.sustain = c.sostenuto = false;
    } else if ((e.status & 0xf0) == 0xb0 && (e.data1 == 120 || e.data1 >= 123)) {
      c.down = {};
      c.keys = 0;
      c.rings = false;
    } else {
      return held_;
    }
    held_ = false;
    for (size_t i = 0; i < 16; ++i) {
      channels_[i].rings = channels_[i].keys > 0 || (channels_[i].rings && pedal(i));
      held_ = held_ || channels_[i].rings;
    }
    return held_;
  }

 private:
  struct Channel {
    std::array<int, 128> down{};
    int keys = 0;
    bool sustain = false, sostenuto = false, rings = false;
  };
  bool own_pedal(size_t channel) const { return channels_[channel].sustain || channels_[channel].sostenuto; }
  bool pedal(size_t channel) const {
    return own_pedal(channel) || ((members_ >> channel & 1) && (own_pedal(0) || own_pedal(15)));
  }

  std::array<Channel, 16> channels_;
  uint16_t members_;
  bool held_ = false;
};

}  // namespace

bool has_notes(const MidiSong& song) {
  return std::any_of(song.events.begin(), song.events.end(), begins_note);
}

uint16_t mpe_channels(const MidiSong& song) {
  const uint16_t told = announced(song);
  return told ? told : by_use(song);
}
bool is_silent_about_mpe(const MidiSong& song) { return !announced(song) && by_use(song); }

size_t leave_out_drums(MidiSong& song) {
  if (mpe_channels(song) >> kDrums & 1) return 0;
  const auto of_drums = [](const MidiEvent& e) { return channel_of(e) == kDrums; };
  const auto notes = std::count_if(song.events.begin(), song.events.end(),
                                   [&](const MidiEvent& e) { return of_drums(e) && begins_note(e); });
  std::erase_if(song.events, of_drums);
  return static_cast<size_t>(notes);
}

void keep_channels(MidiSong& song, uint16_t channels) {
  const unsigned managers = mpe_channels(song) ? 0x8001u : 0u;
  std::erase_if(song.events, [&](const MidiEvent& e) {
    const bool for_a_zone = (managers >> channel_of(e) & 1) && !begins_note(e) && !ends_note(e);
    return !(channels >> channel_of(e) & 1) && !for_a_zone;
  });
}

int leave_out_dead_breath(MidiSong& song) {
  unsigned sent = 0, alive = 0;
  for (const MidiEvent& e : song.events)
    if (is_control(e, 2)) {
      sent |= 1u << channel_of(e);
      alive |= (e.data2 ? 1u : 0u) << channel_of(e);
    }
  const unsigned dead = sent & ~alive;
  std::erase_if(song.events,
                [&](const MidiEvent& e) { return is_control(e, 2) && (dead >> channel_of(e) & 1); });
  return std::popcount(dead);
}

double held_until_s(const MidiSong& song, double end_of_track_s) {
  Holding holding(mpe_channels(song));
  double until = 0;
  bool was = false;
  for (const MidiEvent& e : song.events) {
    const bool now = holding.after(e);
    if (was || now) until = e.time_s;
    was = now;
  }
  return was ? std::max(until, end_of_track_s) : until;
}

}  // namespace partials
