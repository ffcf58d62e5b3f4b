// SPDX-License-Identifier: MIT
// The two kinds of sound of an instrument model in the engine: played from notes, and as an effect that
// follows audio input.
#pragma once
#include <memory>

#include "families/instrument/instrument.h"
#include "families/instrument/timbre_transfer.h"
#include "play/sound.h"

namespace partials {

Result<std::unique_ptr<Sound>> make_instrument_sound(PlayerKind kind, std::shared_ptr<const Model> model,
                                                     const Values& values, int rate_hz, int max_block);
ModelControls controls_of_instrument(const Model& model);
int usual_instrument_latency(PlayerKind kind, const Values& values, double rate_hz);

// The settings that follow from the parameters: for playing notes, and for timbre transfer.
InstrumentSettings instrument_settings(const Values& values) noexcept;
TransferSettings transfer_settings(const Values& values, const TrainedRange& known) noexcept;

}  // namespace partials
