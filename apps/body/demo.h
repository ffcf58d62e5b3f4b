// SPDX-License-Identifier: MIT
// The demo of movement: a dance plays the violin. The mapping is learned from a few moments of the dance,
// with what they are to give, by the same steps as `partials map record --take`, and played as by `partials
// map render` (docs/body.md lists the commands).
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "body/map_session.h"
#include "body/scale.h"
#include "body/take_session.h"
#include "body/take_sound.h"
#include "families/motion/take.h"

namespace partials::body {

inline constexpr const char* kDemoTake = "salsa.bvh";  // in the folder `movement` beside the factory models
inline constexpr const char* kDemoModel = "violin";
inline constexpr const char* kDemoScale = "D-minor-pentatonic";

std::vector<TakePart> demo_examples();

struct DemoTrack {
  std::string name, unit, what;
  std::vector<float> values;  // one a frame of the sound
  float low = 0, high = 1;
  bool is_output = false;
  std::string into;  // of a feature: the output that it leads to mostly
};

struct Demo {
  TakeSound sound;
  Scale scale;
  std::vector<TakePart> examples;
  std::vector<DemoTrack> tracks;
  std::string credits;  // of the movement and of the recordings that the model was trained on
};

Result<Demo> make_demo(const motion::Take& take, std::shared_ptr<const Model> violin);

// The whole page: it needs neither a network nor other files.
std::string demo_page(const Demo& demo, const motion::Take& take);

}  // namespace partials::body
