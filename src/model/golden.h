// SPDX-License-Identifier: MIT
// The golden example of a model: a short input, and the output that a player must produce for it.
#pragma once
#include "model/family_format.h"

namespace partials {

// of the difference relative to the signal; instruction sets and compilers differ by far less
inline constexpr double kGoldenLimitDb = -60;

// The model's output for the golden inputs, frame by frame, through a plan of width 1.
Result<Tracks> play_golden(const Model& model, const FamilyFormat& format);

// Fills model.golden: these inputs, and the model's output for them at its reference rate.
Result<void> make_golden(Model& model, const FamilyFormat& format, Tracks inputs);

// Level of the difference relative to the signal, in dB, over all outputs; 0 if lengths or names differ.
double golden_difference_db(const Tracks& expected, const Tracks& played);

}  // namespace partials
