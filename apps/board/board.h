// SPDX-License-Identifier: MIT
// The instrument of one exported model.
#pragma once
#include "families/instrument/instrument_player.h"
#include "processor.h"

struct partials_board {
  partials::InstrumentPlayer player;
  partials::InstrumentSettings settings;
  partials::MacroValues macros = partials::neutral_macros();
  partials::NoteBook book;
  partials::Manner manner;
  float bend_semitones = 0, tune_cents = 0;
};
