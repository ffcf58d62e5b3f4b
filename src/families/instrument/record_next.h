// SPDX-License-Identifier: MIT
// Which notes to record next, from what was played outside the recordings of a model (play/note_counter.h).
#pragma once
#include <string>
#include <vector>

#include "families/instrument/articulations.h"
#include "play/note_counter.h"

namespace partials {

struct PlayedKey {
  int key = 0;
  uint64_t count = 0;
};

// Notes outside in one direction, most played first.
struct PlayedBeyond {
  uint64_t count = 0;
  std::vector<PlayedKey> keys;
};

struct RecordSpan {
  int low = 0, high = 0;  // MIDI keys
  PlayedLevel level = PlayedLevel::within;
  uint64_t count = 0;  // played notes that it answers
};

struct RecordNext {
  uint64_t notes = 0, outside = 0;
  // each note in one of them: below and above go before softer and louder
  PlayedBeyond below, above, softer, louder;
  std::vector<RecordSpan> record;  // most played first
};

RecordNext record_next(const NoteTally& tally, const TrainedRange& known);
// "G2 to A2, soft"
std::string text_of(const RecordSpan& span);

}  // namespace partials
