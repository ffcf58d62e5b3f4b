// SPDX-License-Identifier: MIT
// The one player of a WebAssembly instance, and the fixed places through which JavaScript reaches it: events
// of a block, input, output, and what is to be drawn. An instance whose model is loaded and prepared is
// complete in its memory, so that a copy of that memory is the same player elsewhere
// (apps/web/page/machine.js).
#pragma once
#include <cstdint>

#include "phrase.h"
#include "player.h"

namespace partials::web {

inline constexpr uint32_t kMaxFrames = 128;  // the block of Web Audio
inline constexpr uint32_t kMaxEvents = 256;  // of a block, without the demo phrase's

// What a page draws, as 32-bit floats one after another; the order is read by apps/web/page/view.js.
struct View {
  float f0_hz, loudness_db;              // of the newest voice
  float heard_f0_hz, heard_loudness_db;  // of an effect's input
  float peak, limiter_gain, voices, phrase_plays, input_peak;
  float partials, bands;  // how many of the following are the model's
  float partial[kMaxEdited], band[kMaxEdited];
  float keys[128];  // 1: held
};

struct Stage {
  partials_player* player = nullptr;
  double rate_hz = 48000;
  Phrase phrase;
  partials_event events[kMaxEvents + 2 * Phrase::kNotes];
  float in[2][kMaxFrames], out[2][kMaxFrames];
  float other[2][kMaxFrames];     // of another player, to be added
  float gain = 1, gain_step = 0;  // of the output; the step, a sample, is 0 or below
  float input_peak = 0;
  View view{};
};

Stage& stage();

}  // namespace partials::web
