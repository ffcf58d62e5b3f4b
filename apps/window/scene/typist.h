// SPDX-License-Identifier: MIT
// The computer's keys as a piano keyboard of eighteen semitones: the lower row is the white keys, the upper
// row the black keys. Tracks held keys, the base note and the velocity. An auto-repeated key sounds once.
// [main-thread]
#pragma once
#include <array>
#include <string>

#include "view.h"

namespace partials::window {

inline constexpr int kTypedNotes = 18;

struct TypedKey {
  enum What { note, octave_down, octave_up, softer, louder } what = note;
  int semitone = 0;  // of a note, above the first key
  int place() const { return what == note ? semitone : kTypedNotes + what - 1; }
};
inline constexpr int kTypedPlaces = kTypedNotes + TypedKey::louder;

class Typist {
 public:
  explicit Typist(View& view) : view_(view) { held_.fill(kNone); }

  void press(int semitone);
  bool release(int semitone);  // false: it was not held
  void release_all();
  void shift(int octaves);
  void louder(int steps);
  void settle(int home);  // sets the model's first key; if it has changed, the octave shift is reset

  int base() const { return base_; }  // the key of semitone 0, a C
  float velocity_unit() const { return velocity_; }
  // The label of the key.
  const std::string& letter(TypedKey key) const { return letters_[static_cast<size_t>(key.place())]; }
  void name(TypedKey key, const std::string& letter) { letters_[static_cast<size_t>(key.place())] = letter; }

 private:
  static constexpr int kNone = -1, kLowest = 0, kHighest = 108;

  View& view_;
  std::array<int, kTypedNotes> held_;  // the MIDI key that each of them plays
  std::array<std::string, kTypedPlaces> letters_ = {"A", "W", "S", "E", "D", "F", "T", "G", "Y", "H", "U",
                                                    "J", "K", "O", "L", "P", ";", "'", "Z", "X", "C", "V"};
  int base_ = 60, home_ = 60;
  float velocity_ = 0.7f;
};

}  // namespace partials::window
