// SPDX-License-Identifier: MIT
// The part of a plan that runs: its steps in order, their buffers and the clock. It owns nothing, so that the
// same code runs a plan that was compiled here (graph/plan.h) and one whose tables were written by the
// exporter into a board's flash (apps/board).
#pragma once
#include <cstring>
#include <span>

#include "base/processor.h"

namespace partials {

template <class S>
struct PlanStep {
  const Kernel<S>* kernel = nullptr;
  const Setup* setup = nullptr;
  size_t weight_offset = 0;  // of the node's first weight
  Io<S> io;
};

// A wire at frame rate: its values are kept while a frame is continued by later calls.
template <class S>
struct FrameBuffer {
  S* data = nullptr;
  size_t row = 0;  // numbers of one frame
};

template <class S>
struct PlanRun {
  std::span<PlanStep<S>> steps;
  std::span<const FrameBuffer<S>> frame_buffers;
  FrameClock clock;
  const S* weights = nullptr;  // of all nodes; null: every step has its own in io.weights
  uint64_t* seeds = nullptr;   // [width]
  int width = 1, last_frames = 0;

  void set_lane_seeds(const uint64_t* lane_seeds) noexcept {
    std::memcpy(seeds, lane_seeds, sizeof(uint64_t) * static_cast<size_t>(width));
  }
  void reset() noexcept {
    last_frames = 0;
    for (PlanStep<S>& s : steps) s.kernel->reset(*s.setup, s.io.constants, s.io.state);
  }
  void run(const Call& call) noexcept {
    // a continued frame: its values move to the start of every frame buffer
    if (call.offset && last_frames > 1) {
      for (const FrameBuffer<S>& b : frame_buffers)
        std::memcpy(b.data, b.data + b.row * static_cast<size_t>(last_frames - 1), b.row * sizeof(S));
      last_frames = 1;
    }
    if (call.frames) last_frames = call.frames;
    for (PlanStep<S>& s : steps) {
      if (weights) s.io.weights = weights + s.weight_offset;
      s.kernel->forward(*s.setup, call, s.io);
    }
  }
};

}  // namespace partials
