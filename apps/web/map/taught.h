// SPDX-License-Identifier: MIT
// The one mapping of a WebAssembly instance: what it learned from, what plays, the cues that classes call,
// and the note that its outputs play (body/note_driver.h) as MIDI.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "body/note_driver.h"
#include "families/motion/live_mapping.h"
#include "families/motion/midi_out.h"
#include "families/motion/recognition.h"

namespace partials::web {

inline constexpr size_t kMostValues = 64;    // inputs, and outputs
inline constexpr size_t kMostMessages = 16;  // of MIDI, a frame
inline constexpr float kBendSemitones = 2;   // what the page's player has unless told

struct Taught {
  motion::Mapping mapping;
  int rate_hz = 30;
  std::shared_ptr<const Model> model;
  motion::LiveMapping live;
  motion::CueFader fader;
  motion::Recognition recognition;
  motion::Recognised recognised;
  bool restart = true;
  std::string text, bytes;
  float in[kMostValues] = {}, out[kMostValues] = {};

  // Of the note that is played.
  body::NoteDriver note{std::nullopt, kBendSemitones};
  motion::MidiController expression{1, 11, false};
  int bend = 0;  // that was sent last, of +-8191
  uint8_t midi[3 * kMostMessages] = {};
  int messages = 0;

  // A frame from `in` to `out`. Returns how many outputs there are; -1: nothing has been learned yet.
  int frame() noexcept;
  // What plays from the next frame on.
  Result<void> play(Model model);
  void send(const Event& e, float key) noexcept;

 private:
  void send(const motion::MidiBytes& bytes) noexcept;
  void send_bend(float semitones) noexcept;
};

}  // namespace partials::web
