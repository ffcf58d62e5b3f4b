// SPDX-License-Identifier: MIT
// Cues of a mapping, and what its outputs do on their way out: where a cue is called they fade from the
// present values to the cue's, and no output leaves its range or exceeds its speed limit, whatever comes
// before.
//
// A fade of length T gives (1 - w) from + w goal with w = 3 u^2 - 2 u^3 and u = t / T (a cubic with no slope
// at its ends), where `goal` is the cue's value, or what movement gives now for an output that the cue leaves
// alone.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "families/motion/mapping.h"

namespace partials::motion {

// Refuses, in a sentence: no name or one above 80 bytes, a fade that is no length, an unknown output, a value
// outside its range.
Result<void> check_cue(const Mapping& mapping, const MappingCue& cue);

// Adds a cue, or replaces the one of the same name; one without values removes it.
void put_cue(std::vector<MappingCue>& cues, MappingCue cue);

// The model with its cues replaced by others; no sound and no weight changes.
Model with_cues(const Model& model, std::vector<MappingCue> cues);

class CueFader {
 public:
  // [main-thread] Allocates; outputs begin at their rest, or where the first frame of movement has them.
  void prepare(const Mapping& mapping, double hop_s);
  // The same outputs with other cues: values and the called cue stay.
  void set_cues(const Mapping& mapping);

  // What follows allocates nothing, on one thread.
  // Calls a cue; an empty name gives the outputs back to movement, over the fade of the cue before. False:
  // there is no such cue.
  bool call(std::string_view name) noexcept;
  // The cue that has been called, as an index into the mapping's cues; -1: none.
  int called() const noexcept { return called_; }
  std::string_view called_name() const noexcept;  // empty: none
  // moved [outputs]: what movement gives; empty where it gives nothing (classes, gestures): then an output
  // keeps its goal. Values that are not finite count as the goal before.
  void frame(std::span<const float> moved) noexcept;
  std::span<const float> values() const noexcept { return values_; }

 private:
  struct Cue {
    std::string name;
    double fade_s;
    std::vector<float> values;  // of every output; NaN: left to movement
  };
  struct Output {
    float low, high, most;  // most: change in a frame
    float goal, from;
  };
  void step(size_t at, float wanted, float weight) noexcept;

  std::vector<Cue> cues_;
  std::vector<Output> outputs_;
  std::vector<float> values_;
  double hop_s_ = 1. / 60, fade_s_ = 0, faded_s_ = 0;
  int called_ = -1;
  bool begun_ = false;
};

}  // namespace partials::motion
