// SPDX-License-Identifier: MIT
// A plan is a compiled graph: schedule, wires, and one arena that holds every buffer and state. The trainer
// and the engine run the same plan through the same processor code; the trainer also records a tape and
// rewinds it.
//   Plan<float> at width 1 plays one voice (or one mono bus); at width 8 or 16 a lane is one item of a
//   training batch.
//   Plan<double> at width 1 is the reference for gradients.
// Everything is allocated by compile() on the main thread; run(), rewind() and reset() are noexcept and
// allocate nothing.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/cpu.h"
#include "base/result.h"
#include "graph/graph.h"
#include "graph/latency.h"
#include "graph/packed_weights.h"
#include "graph/plan_run.h"
#include "graph/weights.h"

namespace partials {

struct PlanOptions {
  int rate_hz = 44100;    // 0: a graph of frames only
  int width = 1;          // 1, 8 or 16
  int max_samples = 512;  // longest call
  int max_frames = 0;     // at least this many frames in a call; 0: as many as fit in max_samples
  bool training = false;  // keep a tape, so that rewind() works
  // training: also the gradients of the graph's inputs; not needed to train weights
  bool input_gradients = true;
  Isa isa = best_isa();
  // Memory for the arena: at least Plan::bytes_needed() bytes, aligned to 64, which the caller keeps for as
  // long as the plan lives. Empty: the plan allocates it.
  std::span<std::byte> memory = {};
};

template <class S>
class Plan {
 public:
  static Result<Plan> compile(const Graph& graph, const PlanOptions& options);
  // The bytes that compile() uses of options.memory: every buffer, state, tape and constant. The description
  // of the graph (names, steps) and the weights are stored elsewhere.
  static Result<size_t> bytes_needed(const Graph& graph, const PlanOptions& options);
  Plan(Plan&&) noexcept = default;
  Plan& operator=(Plan&&) noexcept = default;

  // Buffers [time][channels][width]; inputs are filled by the caller before run(); null if there is no such
  // id.
  S* input(const std::string& id) const;
  const S* output(const std::string& id) const;
  S* d_output(const std::string& id) const;        // to be filled before rewind()
  S* d_input(const std::string& id) const;         // read after rewind(); null unless training
  const S* wire(const std::string& source) const;  // "node.port": any intermediate is addressable by name
  S* d_wire(const std::string& source) const;
  // values that a call writes: times x channels x lanes
  size_t output_size(const std::string& id, const Call& call) const;
  Rate output_rate(const std::string& id) const;
  int channels(const std::string& source) const;  // 0 if there is no such wire

  // Flat, in the order of weights(); must outlive the plan's runs. `packed` is the result of pack() for them,
  // for this or an equal graph, or null.
  void set_weights(const S* weights, std::shared_ptr<const PackedWeights> packed = nullptr) noexcept;
  // [main-thread] For playing: the matrices on the grid of base/byte_grid.h as bytes, which voices may share.
  // Never null.
  std::shared_ptr<const PackedWeights> pack(const S* weights) const;
  const std::shared_ptr<const PackedWeights>& packed() const { return packed_; }
  // [width]: names each lane's note or clip
  void set_lane_seeds(const uint64_t* seeds) noexcept;

  void reset() noexcept;                // equals a new plan
  void run(const Call& call) noexcept;  // see FrameClock for what a call may be
  // Gradients of the last run(): reads d_output buffers, adds to d_weights (flat; may be null) and fills
  // d_input. Outputs that have no gradient must be zeroed by clear_gradients(), which every rewind needs
  // before d_output is filled.
  void clear_gradients(const Call& call) noexcept;
  void rewind(const Call& call, S* d_weights) noexcept;
  // before the last segment of a clip; kept from segment to segment going backwards
  void clear_d_state() noexcept;

  const WeightTable& weights() const { return table_; }
  const FrameClock& clock() const { return clock_; }
  // What runs, for who plays it without the description; it stays where it is when the plan moves.
  PlanRun<S>& running() const { return *run_; }
  int width() const { return width_; }
  int max_samples() const { return max_samples_; }
  int max_frames() const { return max_frames_; }
  size_t memory_bytes() const {  // the arena, and the description of the graph
    return arena_.size() + steps_.capacity() * sizeof(Step) + buffers_.capacity() * sizeof(Buffer) +
           table_.entries.capacity() * sizeof(WeightEntry) + running_.capacity() * sizeof(PlanStep<S>);
  }
  // The latency of an output in samples, and how long the outputs continue after the inputs have ended, along
  // the longest path (graph/latency.h).
  int latency_samples(const std::string& output) const;
  double tail_s() const { return tail_s_; }

  // All state in one block: a snapshot is a memcpy.
  std::span<std::byte> state() const { return {arena_.at(state_offset_), state_size_}; }

  struct NodeView {  // a node's properties, for tests and inspect
    std::string id, processor;
    const Setup* setup;
    const Spec* spec;
    const Kernel<S>* kernel;
    void* state;
    void* d_state;
    std::span<const int> in, out;  // of wires(); -1: unconnected
    size_t weight_offset;
  };
  std::vector<NodeView> nodes() const;
  struct WireView {
    std::string name;  // "node.port" or "in.id"
    Rate rate;
    int channels;
  };
  std::vector<WireView> wires() const;  // the graph's inputs first

 private:
  struct Buffer {
    std::string name;
    Rate rate = Rate::frame;
    int channels = 0;
    S* data = nullptr;
    // may alias other wires with a disjoint lifetime during rewind(); null if no gradient is needed
    S* d_data = nullptr;
    int first = -1;  // the step that fills it; -1: an input of the graph
    int last = -1;   // the last step that reads it, where its gradient begins; past the end: an output
    bool wants_gradient = false;
    PathTime time = {};
  };
  struct Step {
    std::string id;
    const KernelSet* set = nullptr;
    const Kernel<S>* kernel = nullptr;
    Setup setup;
    Spec spec;
    int in[kMaxPorts];  // buffer indices, -1 where unconnected
    int out[kMaxPorts];
    size_t weight_offset = 0;
    // it, or a node before it, has weights or an input whose gradient is needed
    bool wants_gradient = false;
  };
  Plan() = default;
  Buffer* find(const std::string& name) const;
  size_t bytes_of(const Buffer& b, const Call& call) const;
  friend struct PlanBuilder;
  template <class>
  friend struct PlanMemory;

  FrameClock clock_;
  int width_ = 1, max_samples_ = 0, max_frames_ = 0;
  bool training_ = false;
  double tail_s_ = 0;
  std::vector<Step> steps_;
  std::vector<Buffer> buffers_;
  std::vector<std::pair<std::string, int>> outputs_;
  WeightTable table_;
  Arena arena_;
  size_t state_offset_ = 0, state_size_ = 0, d_state_offset_ = 0, d_state_size_ = 0;
  std::shared_ptr<const PackedWeights> packed_;
  std::vector<PlanStep<S>> running_;  // of steps_, in their order
  std::vector<FrameBuffer<S>> frame_buffers_;
  std::unique_ptr<PlanRun<S>> run_;
};

extern template class Plan<float>;
extern template class Plan<double>;

}  // namespace partials
