// SPDX-License-Identifier: MIT
// Lays out a plan's buffers, gradients, states, tapes and constants in one arena. During the rewind a wire's
// gradient is live from the last step that reads the wire to the step that fills it, and two wires share
// memory if their lifetimes do not overlap; this saves most of the memory of training (docs/speed.md).
// Scratch is shared by all steps; states are contiguous, so that a snapshot is a memcpy.
#pragma once
#include "graph/plan.h"

namespace partials {

template <class S>
struct PlanMemory {
  // Fills the pointers of every step and buffer of a plan whose wires are matched, and prepares constants.
  static Result<void> allocate(Plan<S>& plan, const PlanOptions& options);
  static size_t bytes_needed(Plan<S>& plan, const PlanOptions& options);

 private:
  using Offsets = std::vector<size_t>;  // in the arena; of buffers or of steps
  struct Layout {
    Offsets buffer, gradient, constants, tape, state, d_state;
    size_t scratch = 0, seeds = 0;
  };

  static void trace_gradients(Plan<S>& plan, bool input_gradients);
  static size_t place_gradients(const Plan<S>& plan, const std::vector<size_t>& bytes, Offsets& at);
  static size_t lay_out(Plan<S>& plan, const PlanOptions& options, Layout& at);
  static Result<void> find_room(Arena& arena, size_t bytes, std::span<std::byte> memory);
  static void hand_out(Plan<S>& plan, const PlanOptions& options, const Layout& at);
};

extern template struct PlanMemory<float>;
extern template struct PlanMemory<double>;

}  // namespace partials
