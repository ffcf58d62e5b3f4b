// SPDX-License-Identifier: MIT
// Outputs of a mapping as MIDI on one channel, by their names:
//   key, level   one note (note_driver.h); the way between two keys is pitch bend (kBendSemitones, what
//                synthesizers have unless told), level is its velocity and then expression (controller 11)
//   bend         pitch bend over the output's range, where there is no key
//   cc0 .. cc127 that controller over the output's range
//   others       controllers 20, 21, ... to 31 (undefined in MIDI 1.0), in the order of the outputs
// Only changes are sent. frame() and end() allocate nothing.
#pragma once
#include <span>
#include <vector>

#include "base/result.h"
#include "body/note_driver.h"
#include "families/motion/mapping.h"
#include "families/motion/midi_out.h"

namespace partials::body {

class MidiOutputs {
 public:
  static constexpr float kBendSemitones = 2;

  // channel: 1 to 16. Refuses a mapping without outputs and more outputs without a controller of their own
  // than there are controllers.
  static Result<MidiOutputs> create(const motion::Mapping& mapping, int channel);
  // What each output became: "macro1 is controller 20".
  const std::vector<std::string>& what() const noexcept { return what_; }

  // send(std::span<const uint8_t>) is called for each message.
  template <class Send>
  void frame(std::span<const float> values, Send&& send) noexcept {
    for (Controller& c : controllers_)
      if (c.output < values.size()) pass(c.midi.set(unit(c.output, values[c.output])), send);
    if (bend_ >= 0 && static_cast<size_t>(bend_) < values.size())
      pass_bend(2 * unit(static_cast<size_t>(bend_), values[static_cast<size_t>(bend_)]) - 1, send);
    if (key_ < 0 || static_cast<size_t>(std::max(key_, level_)) >= values.size()) return;
    const float level = level_ < 0 ? kLevel : values[static_cast<size_t>(level_)];
    now_key_ = values[static_cast<size_t>(key_)];
    note_.set({now_key_, level}, [&](const Event& e) { note(e, send); });
  }
  // Ends the note that sounds.
  template <class Send>
  void end(Send&& send) noexcept {
    note_.end([&](const Event& e) { note(e, send); });
  }

 private:
  static constexpr float kLevel = 0.7f;  // of notes without an output `level`
  static constexpr int kExpression = 11;
  struct Controller {
    size_t output;
    motion::MidiController midi;
  };
  explicit MidiOutputs(int channel) noexcept : channel_(channel), expression_(channel, kExpression, false) {}
  float unit(size_t output, float value) const noexcept {
    return (value - ranges_[output].first) / (ranges_[output].second - ranges_[output].first);
  }
  template <class Send>
  static void pass(const motion::MidiBytes& bytes, Send&& send) noexcept {
    if (bytes.size) send(bytes.view());
  }
  template <class Send>
  void pass_bend(float bipolar, Send&& send) noexcept {
    const motion::MidiBytes now = motion::midi_pitch_bend(channel_, bipolar);
    if (now.bytes != bent_.bytes) pass(bent_ = now, send);
  }
  template <class Send>
  void note(const Event& e, Send&& send) noexcept {
    if (e.kind == EventKind::note_on) {  // bent before it sounds
      pass_bend((now_key_ - static_cast<float>(e.key)) / kBendSemitones, send);
      pass(motion::midi_note_on(channel_, e.key, e.value), send);
    }
    if (e.kind == EventKind::note_off) pass(motion::midi_note_off(channel_, e.key), send);
    if (e.kind == EventKind::tuning) pass_bend(e.value / kBendSemitones, send);
    if (e.kind == EventKind::expression) pass(expression_.set(e.value), send);
  }

  int channel_;
  std::vector<std::pair<float, float>> ranges_;  // of every output
  std::vector<Controller> controllers_;
  int key_ = -1, level_ = -1, bend_ = -1;  // outputs
  float now_key_ = 0;
  NoteDriver note_{std::nullopt, kBendSemitones};
  motion::MidiController expression_;
  motion::MidiBytes bent_;
  std::vector<std::string> what_;
};

}  // namespace partials::body
