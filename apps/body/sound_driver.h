// SPDX-License-Identifier: MIT
// Outputs of a mapping as a player takes them: an output with the name of a parameter (macro1, attack ...)
// sets it; key, level and strike play notes (note_driver.h). The same for a live player and for rendering.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "body/note_driver.h"
#include "body/scale.h"
#include "families/motion/mapping.h"
#include "play/engine.h"

namespace partials::body {

class SoundDriver {
 public:
  // Refuses a mapping of which no output is a parameter or a key.
  static Result<SoundDriver> create(const motion::Mapping& mapping, std::optional<Scale> scale);

  // [main-thread] Settings of a player that is driven: notes of a scale need one voice that slurs.
  void prepare(Engine& engine) const noexcept;

  // One frame of outputs. Parameters are set, send(const Event&) is called for each event of a note.
  template <class Send>
  void set(std::span<const float> outputs, double now_s, Engine& engine, Send&& send) noexcept {
    for (size_t i = 0; i < outputs.size() && i < parameters_.size(); ++i)
      if (parameters_[i] >= 0) engine.set_value(parameters_[i], outputs[i]);
    const auto output = [&](int at, float otherwise) {
      return at >= 0 && static_cast<size_t>(at) < outputs.size() ? outputs[static_cast<size_t>(at)]
                                                                 : otherwise;
    };
    if (key_ < 0 || static_cast<size_t>(key_) >= outputs.size()) return;
    note_.set({output(key_, 60), output(level_, kUsualLevel), output(strike_, 0), now_s}, send);
  }
  template <class Send>
  void end(Send&& send) noexcept {
    note_.end(send);
  }
  // What sounds was ended by other means: the next frame begins a note.
  void forget() noexcept { note_ = NoteDriver(scale_); }
  bool plays_notes() const noexcept { return key_ >= 0; }
  int key() const noexcept { return note_.key(); }  // of the note that sounds; -1: none

 private:
  static constexpr float kUsualLevel = 0.7f;  // of a mapping without a level
  std::vector<int> parameters_;               // of each output; -1: none
  int key_ = -1, level_ = -1, strike_ = -1;   // outputs
  std::optional<Scale> scale_;
  NoteDriver note_;
};

}  // namespace partials::body
