// SPDX-License-Identifier: MIT
// The exporter counts a board's memory with these sizes (apps/board/export/board_model.cpp).
#include "board_layout.h"

#if defined(__arm__)
static_assert(sizeof(partials_board) <= 16320 && sizeof(partials::Setup) <= 440 &&
                  sizeof(partials::PlanStep<float>) <= 240 && sizeof(partials::PlanRun<float>) <= 56 &&
                  sizeof(partials::VoicePlayer) <= 464 && sizeof(partials::InstrumentPlayer::Slot) <= 576 &&
                  sizeof(partials::NoteView) <= 104,
              "write the new sizes into kSizes32 and here");
#endif
