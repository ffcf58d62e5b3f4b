// SPDX-License-Identifier: MIT
// A mapping plays a model from a take, as `partials map run --play` does from packets, but as fast as the
// machine is. The same mapping, take and model give the same samples.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "body/map_session.h"
#include "body/scale.h"
#include "families/motion/take.h"
#include "model/model.h"

namespace partials::body {

struct TakeSoundOptions {
  int rate_hz = 48000;
  std::optional<Scale> scale;
};

struct TakeSound {
  struct Note {
    double begin_s, end_s;
    int key;
  };
  int rate_hz = 48000;
  std::vector<float> samples;  // mono; time 0 is the take's begin; with the model's tail at the end
  double hop_s = 1. / 60;
  size_t frames = 0;
  std::vector<float> features, outputs;  // [frames][features], [frames][outputs]
  std::vector<Note> notes;
};

// session: that has a mapping and has not run yet. model: that sounds. Refuses: a mapping without an output
// that plays, a take without the session's channels, a model that cannot be played from notes.
Result<TakeSound> sound_of_take(MapSession& session, const motion::Take& take,
                                std::shared_ptr<const Model> model, const TakeSoundOptions& options);

}  // namespace partials::body
