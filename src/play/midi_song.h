// SPDX-License-Identifier: MIT
// A song as events in seconds, and its properties: its drums, whether its channels are MPE members, where its
// sound ends, and how its file departed from the standard.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct MidiEvent {
  double time_s = 0;
  uint8_t status = 0;  // 0x80..0xEF: kind in the upper four bits, channel in the lower
  uint8_t data1 = 0, data2 = 0;
  // quarter notes since the beginning, whatever the tempo; of SMPTE files, half seconds
  double beat = 0;
};

struct MidiSong {
  std::vector<MidiEvent> events;  // by time; at the same time, in the order of the file
  double length_s =
      0;  // until no key and no pedal holds a note; silence before the end of the track does not count
  std::vector<std::string> odd;  // sentences: where the file departs from the standard, and how it was read
};

inline bool begins_note(const MidiEvent& e) { return (e.status & 0xf0) == 0x90 && e.data2 > 0; }
inline bool ends_note(const MidiEvent& e) {
  return (e.status & 0xf0) == 0x80 || ((e.status & 0xf0) == 0x90 && e.data2 == 0);
}
bool has_notes(const MidiSong& song);

// Channels counted from 0 that are members of an MPE zone (MIDI Polyphonic Expression), one bit each.
// Detected from the configuration message (RPN 6), or from use: notes that move over channels 2 to 16, one at
// a time on each, with a bend range of two octaves or more or separate bends.
uint16_t mpe_channels(const MidiSong& song);
// Whether the song needs an MPE zone that it does not configure itself.
bool is_silent_about_mpe(const MidiSong& song);

// General MIDI keeps channel 10 for drums. Removes its notes and returns their number; none if that channel
// is an MPE member.
size_t leave_out_drums(MidiSong& song);
// Keeps these channels, counted from 0, one bit each. Managers of MPE stay.
void keep_channels(MidiSong& song, uint16_t channels);
// A channel that sends breath (controller 2), but only zeros, would stay silent: removes them. Returns the
// number of channels.
int leave_out_dead_breath(MidiSong& song);

// The time after which nothing is held; keys and pedals that are never released hold until the end of the
// last track.
double held_until_s(const MidiSong& song, double end_of_track_s);

}  // namespace partials
