// SPDX-License-Identifier: MIT
// Parts of a model's graph, cut at the wires that carry its spectrum, so that a patch can bend what was
// learned: the decoder makes amplitudes of partials and magnitudes of noise bands; the bank and the noise
// make sound of them; the room rings behind. Connected without bending, they sound as within the model,
// sample by sample; its mix may weigh them.
#pragma once
#include "model/model.h"
#include "play/graph_signals.h"

namespace partials {

enum class SoundPart { decoder, bank, noise, room };

struct SoundPartGraph {
  Graph graph;
  std::vector<GraphPort> inputs, outputs;
};

// An error if the model has no such part.
Result<SoundPartGraph> sound_part_of(const Model& model, SoundPart part);

// A model that is only a room: decaying noise, as decay_reverb is before it learns.
Result<Model> plain_room();

}  // namespace partials
