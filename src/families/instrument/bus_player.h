// SPDX-License-Identifier: MIT
// Plays the part of a model that runs once after the sum of its voices, such as a room: one plan for each
// stereo side, because voices are panned before the sum. Its clock runs from the last reset on. It owns
// nothing (families/instrument/bus.h does).
//   [audio-thread] all: noexcept, nothing allocated.
#pragma once
#include <algorithm>

#include "graph/plan_run.h"

namespace partials {

class BusPlayer {
 public:
  void reset() noexcept {
    for (Side& side : sides_) {
      if (side.run) side.run->reset();
      side.sample = 0;
    }
  }
  // In place; right may be null.
  void run(float* left, float* right, int n, float room_gain_db) noexcept {
    sides_[0].play(left, n, max_block_, room_gain_db);
    if (right) sides_[1].play(right, n, max_block_, room_gain_db);
  }

 protected:
  struct Side {
    PlanRun<float>* run = nullptr;
    float* in = nullptr;
    float* room_gain_db = nullptr;  // may be null
    const float* out = nullptr;
    int64_t sample = 0;

    void play(float* io, int n, int max_block, float room_db) noexcept {
      while (n > 0) {
        const Call call = next_call(run->clock, sample, std::min(n, max_block));
        if (room_gain_db) std::fill_n(room_gain_db, call.frames, room_db);
        std::copy_n(io, call.samples, in);
        run->run(call);
        std::copy_n(out, call.samples, io);
        io += call.samples;
        n -= call.samples;
        sample += call.samples;
      }
    }
  };

  Side sides_[2];
  int max_block_ = 0;
};

}  // namespace partials
