// SPDX-License-Identifier: MIT
#include "graph/plan_memory.h"

#include <algorithm>
#include <cstdint>

namespace partials {

// Which wires need a gradient, and during which steps of the rewind it is live.
template <class S>
void PlanMemory<S>::trace_gradients(Plan<S>& plan, bool input_gradients) {
  const int end = static_cast<int>(plan.steps_.size());
  for (auto& b : plan.buffers_) {
    b.first = b.last = -1;
    b.wants_gradient = input_gradients;
  }
  for (int i = 0; i < end; ++i) {
    auto& s = plan.steps_[i];
    s.wants_gradient = s.spec.n_weights > 0;
    for (int p = 0; p < s.spec.n_in; ++p)
      if (s.in[p] >= 0) {
        plan.buffers_[s.in[p]].last = i;
        s.wants_gradient |= plan.buffers_[s.in[p]].wants_gradient;
      }
    for (int p = 0; p < s.spec.n_out; ++p) {
      auto& b = plan.buffers_[s.out[p]];
      b.first = b.last = i;
      b.wants_gradient = s.wants_gradient;
    }
  }
  for (auto& [id, b] : plan.outputs_) plan.buffers_[b].last = end;
}

// Offsets of the gradients in a separate region, the largest placed first. Returns the region's size.
template <class S>
size_t PlanMemory<S>::place_gradients(const Plan<S>& plan, const std::vector<size_t>& bytes, Offsets& at) {
  std::vector<size_t> order;
  for (size_t b = 0; b < bytes.size(); ++b)
    if (plan.buffers_[b].wants_gradient) order.push_back(b);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return bytes[a] > bytes[b]; });
  size_t size = 0;
  std::vector<size_t> placed;
  for (size_t b : order) {
    size_t offset = 0;
    for (bool moved = true; moved;) {
      moved = false;
      for (size_t o : placed) {
        const auto &x = plan.buffers_[b], &y = plan.buffers_[o];
        const bool together = x.first <= y.last && y.first <= x.last;
        if (together && offset < at[o] + bytes[o] && at[o] < offset + bytes[b]) {
          offset = at[o] + bytes[o];
          moved = true;
        }
      }
    }
    at[b] = offset;
    placed.push_back(b);
    size = std::max(size, offset + bytes[b]);
  }
  return size;
}

// Returns the arena's size in bytes.
template <class S>
size_t PlanMemory<S>::lay_out(Plan<S>& plan, const PlanOptions& options, Layout& at) {
  ArenaLayout layout;
  const int frames = plan.max_frames_, samples = plan.max_samples_;
  std::vector<size_t> bytes;
  for (const auto& b : plan.buffers_) {
    const size_t size = sizeof(S) * options.width * b.channels * (b.rate == Rate::frame ? frames : samples);
    at.buffer.push_back(layout.take(size));
    bytes.push_back(Arena::round_up(size));
  }
  at.gradient.assign(bytes.size(), 0);
  trace_gradients(plan, options.input_gradients);
  const size_t gradients_at = layout.take(options.training ? place_gradients(plan, bytes, at.gradient) : 0);
  for (size_t& offset : at.gradient) offset += gradients_at;

  size_t scratch = 0;
  ArenaLayout state, d_state;
  for (const auto& s : plan.steps_) {
    at.constants.push_back(layout.take(s.kernel->constant_bytes(s.setup)));
    at.tape.push_back(options.training ? layout.take(s.kernel->tape_bytes(s.setup, frames, samples)) : 0);
    at.state.push_back(state.take(s.kernel->state_bytes(s.setup)));
    at.d_state.push_back(d_state.take(s.kernel->d_state_bytes(s.setup)));
    scratch = std::max(scratch, s.kernel->scratch_bytes(s.setup, frames, samples));
  }
  at.scratch = layout.take(scratch);
  at.seeds = layout.take(sizeof(uint64_t) * options.width);
  plan.state_offset_ = layout.take(state.size());
  plan.state_size_ = state.size();
  plan.d_state_offset_ = layout.take(d_state.size());
  plan.d_state_size_ = d_state.size();
  for (size_t& offset : at.state) offset += plan.state_offset_;
  for (size_t& offset : at.d_state) offset += plan.d_state_offset_;
  return layout.size();
}

template <class S>
void PlanMemory<S>::hand_out(Plan<S>& plan, const PlanOptions& options, const Layout& at) {
  const Arena& arena = plan.arena_;
  for (size_t b = 0; b < plan.buffers_.size(); ++b) {
    auto& x = plan.buffers_[b];
    x.data = reinterpret_cast<S*>(arena.at(at.buffer[b]));
    if (options.training && x.wants_gradient) x.d_data = reinterpret_cast<S*>(arena.at(at.gradient[b]));
  }
  plan.run_ = std::make_unique<PlanRun<S>>();
  PlanRun<S>& run = *plan.run_;
  run.clock = plan.clock_;
  run.width = options.width;
  run.seeds = reinterpret_cast<uint64_t*>(arena.at(at.seeds));
  for (int l = 0; l < options.width; ++l) run.seeds[l] = static_cast<uint64_t>(l);
  plan.running_.resize(plan.steps_.size());
  for (size_t i = 0; i < plan.steps_.size(); ++i) {
    const auto& s = plan.steps_[i];
    PlanStep<S>& step = plan.running_[i];
    step.kernel = s.kernel;
    step.setup = &s.setup;
    step.weight_offset = s.weight_offset;
    Io<S>& io = step.io;
    void* constants = arena.at(at.constants[i]);
    s.kernel->prepare(s.setup, constants);
    io.constants = constants;
    io.scratch = arena.at(at.scratch);
    io.state = arena.at(at.state[i]);
    io.d_state = arena.at(at.d_state[i]);
    io.lane_seed = run.seeds;
    if (options.training) io.tape = arena.at(at.tape[i]);
    for (int p = 0; p < s.spec.n_in; ++p)
      if (s.in[p] >= 0) {
        io.in[p] = plan.buffers_[s.in[p]].data;
        io.d_in[p] = plan.buffers_[s.in[p]].d_data;
      }
    for (int p = 0; p < s.spec.n_out; ++p) {
      io.out[p] = plan.buffers_[s.out[p]].data;
      io.d_out[p] = plan.buffers_[s.out[p]].d_data;
    }
  }
  for (const auto& b : plan.buffers_)
    if (b.rate == Rate::frame)
      plan.frame_buffers_.push_back({b.data, static_cast<size_t>(b.channels) * options.width});
  run.steps = plan.running_;
  run.frame_buffers = plan.frame_buffers_;
}

template <class S>
Result<void> PlanMemory<S>::find_room(Arena& arena, size_t bytes, std::span<std::byte> memory) {
  constexpr uint64_t kMax = uint64_t{16} << 30;
  if (bytes > kMax || (memory.empty() && !arena.resize(bytes)))
    return Error{"The plan needs " + std::to_string(bytes >> 20) +
                 " MiB, but this much memory could not be allocated; use fewer lanes or shorter calls."};
  if (memory.empty() || arena.lend(memory, bytes)) return {};
  if (!Arena::is_aligned(memory.data()))
    return Error{"The memory for the plan is not aligned to 64 bytes; align it."};
  return Error{"The plan needs " + std::to_string(bytes) + " bytes of memory, but was given " +
               std::to_string(memory.size()) + "; give it more, or use fewer lanes or shorter calls."};
}

template <class S>
Result<void> PlanMemory<S>::allocate(Plan<S>& plan, const PlanOptions& options) {
  Layout at;
  const size_t bytes = lay_out(plan, options, at);
  if (auto room = find_room(plan.arena_, bytes, options.memory); !room) return room;
  hand_out(plan, options, at);
  return {};
}

template <class S>
size_t PlanMemory<S>::bytes_needed(Plan<S>& plan, const PlanOptions& options) {
  Layout at;
  return lay_out(plan, options, at);
}

template struct PlanMemory<float>;
template struct PlanMemory<double>;

}  // namespace partials
