// SPDX-License-Identifier: MIT
// A mapping: what moves, what it drives, and the demonstrations that say how. In a model file this is the
// entry `mapping`; graph and weights follow from it (make_mapping_model).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "families/motion/demonstrations.h"
#include "families/motion/fit.h"
#include "model/model.h"

namespace partials::motion {

enum class MappingKind {
  regression,  // poses with wanted values; output "values"
  classes,     // poses with labels; output "likelihood", none of these last
  follower,    // gestures; outputs likelihood, progress, speed and certainty (motion/follower.h)
};

struct MappingInput {
  std::string name, unit;
  float low = -1, high = 1;  // expected range
  float rest = 0;            // value while it is lost
};

struct MappingOutput {
  std::string name, unit;
  float low = 0, high = 1;  // never left
  float rest = 0;
  float per_s = 10;  // no faster than so many of its units a second
};

// Values that outputs fade to when the cue is called: by the class of its name, or by a command. An output
// that it does not name goes on following movement.
struct MappingCue {
  std::string name;
  double fade_s = 1;
  std::map<std::string, float> values;  // by the name of the output, within its range
};
inline constexpr double kLongestFade_s = 3600;

struct Mapping : ModelPart {
  MappingKind kind = MappingKind::regression;
  std::vector<MappingInput> inputs;    // of the demonstrations: the channels of the features
  std::vector<MappingOutput> outputs;  // of a regression; of the other kinds, those that cues set
  std::vector<MappingCue> cues;
  std::vector<std::string> names;  // of classes or gestures, in the order of the outputs; made by training
  Demonstrations demonstrations;
};

// The outputs that its demonstrations have values for.
inline size_t demonstrated_outputs(const Mapping& m) {
  return m.kind == MappingKind::regression ? m.outputs.size() : 0;
}

// Of a model of this family; an empty one where it has none.
const Mapping& mapping_of(const Model& model);

// What stands before a mapping: a graph of frames whose output "features" the demonstrations are recorded
// from. This is the one that changes nothing: input "movement" of so many channels at rate_hz.
Graph plain_features(int rate_hz, int channels);
// That of a model: its graph without the nodes of the mapping.
Graph features_of(const Model& model);

struct MappingReport {
  double left_out_error = 0, residual = 0;  // regression, see RegressionFit
  double left_out_right = 0;                // classes
};

// Learns from the demonstrations and makes a whole model, with golden example and card, in closed form. On
// any thread but the one that plays. Refuses, in one sentence: nothing to learn from; features whose channels
// are not the inputs; outputs whose ranges are empty.
Result<Model> make_mapping_model(Mapping mapping, const Graph& features, const std::string& name,
                                 MappingReport* report = nullptr);

}  // namespace partials::motion
