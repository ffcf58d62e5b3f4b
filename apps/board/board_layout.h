// SPDX-License-Identifier: MIT
// An exported model in one block of memory: what all voices share (tables, constants, scratch, wires that
// nothing reads after the call), and for each voice its states and the wires that a frame's continuation
// reads. The exporter runs the same code without memory, for the constant in the model's header.
#pragma once
#include "board.h"

namespace partials {

// Bytes of the objects that hold pointers, which are fewer where pointers have 32 bits.
struct ObjectSizes {
  size_t board, setup, step, run, voice, slot, note;
};
inline constexpr ObjectSizes kSizesHere{sizeof(partials_board),  sizeof(Setup),
                                        sizeof(PlanStep<float>), sizeof(PlanRun<float>),
                                        sizeof(VoicePlayer),     sizeof(InstrumentPlayer::Slot),
                                        sizeof(NoteView)};

// With memory (aligned to 64 bytes) it is filled, and *made is the instrument in it. Returns the bytes.
size_t lay_out(const partials_board_model& model, const ObjectSizes& sizes, std::byte* memory,
               partials_board** made);

}  // namespace partials
