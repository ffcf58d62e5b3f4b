// SPDX-License-Identifier: MIT
// Standard MIDI Files for tests, event by event.
#pragma once
#include <initializer_list>
#include <string>

namespace partials::midi_bytes {

inline std::string chunk(const std::string& id, const std::string& body) {
  std::string s = id;
  for (int shift : {24, 16, 8, 0}) s += static_cast<char>(body.size() >> shift & 0xff);
  return s + body;
}
inline std::string bytes(std::initializer_list<int> values) {
  std::string s;
  for (int v : values) s += static_cast<char>(v);
  return s;
}
inline std::string header(int format, int tracks, int division) {
  return chunk("MThd", bytes({0, format, 0, tracks, division >> 8, division & 0xff}));
}

// Events after a time of at most 127 ticks.
inline std::string on(int ticks, int key, int channel = 0, int velocity = 90) {
  return bytes({ticks, 0x90 | channel, key, velocity});
}
inline std::string off(int ticks, int key, int channel = 0) {
  return bytes({ticks, 0x80 | channel, key, 64});
}
inline std::string control(int ticks, int number, int value, int channel = 0) {
  return bytes({ticks, 0xb0 | channel, number, value});
}
inline std::string bend(int ticks, int value14, int channel) {
  return bytes({ticks, 0xe0 | channel, value14 & 127, value14 >> 7});
}
inline std::string rpn(int number, int value, int channel) {
  return control(0, 101, 0, channel) + control(0, 100, number, channel) + control(0, 6, value, channel);
}
inline const std::string kEnd = bytes({0, 0xff, 0x2f, 0});

// 96 ticks a quarter at 120 a minute: 48 ticks are a quarter of a second.
inline std::string song(const std::string& track) { return header(0, 1, 96) + chunk("MTrk", track); }

}  // namespace partials::midi_bytes
