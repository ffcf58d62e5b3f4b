// SPDX-License-Identifier: MIT
// A graph between signals, for a patch or for a program that plays parts alone. A port of one channel is a
// signal. A port of frames with many channels may be a spectrum, in the manner of Pure Data's rfft~: the
// first samples of every block are its channels, so that a patch can bend them. A frame takes the values of
// the signal at the sample, or of the spectrum in the block, in which it begins. Controls are read within the
// range that their ports promise to take, spectra within ±100; numbers that are not finite count as 0.
//   [one thread but audio] make; set and reset_soon, also while audio runs
//   [audio-thread] set, perform, reset: noexcept; allocate, lock and wait never
#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/plan.h"

namespace partials {

enum class PortKind { signal, spectrum, constant };  // constant: set by set()

struct GraphPort {
  std::string id;  // of the graph's input or output
  PortKind kind = PortKind::signal;
};

class GraphSignals {
 public:
  // Weights by name from `whole`; without it they are initial values. Signal outputs of more channels take
  // an outlet for each.
  static Result<std::unique_ptr<GraphSignals>> make(const Graph& graph, const std::vector<GraphPort>& inputs,
                                                    const std::vector<GraphPort>& outputs, int rate_hz,
                                                    int block, const WeightTable* whole = nullptr,
                                                    const float* weights = nullptr);
  int inlets() const { return n_in_; }
  int outlets() const { return n_out_; }
  // The largest number of channels of a spectrum; more than a block has are cut.
  int spectrum_channels() const { return spectrum_channels_; }

  // A constant input, all channels alike where one value is given. False: there is no such input, or it has
  // another number of channels.
  bool set(std::string_view id, std::span<const float> values) noexcept;
  void reset_soon() noexcept { resets_.store(true, std::memory_order_relaxed); }  // at the next perform
  // The array of a spectrum has `spectrum` values: as many as the block has samples, or 0: its channels.
  void perform(const float* const* in, float* const* out, int n) noexcept { perform(in, out, n, n); }
  void perform(const float* const* in, float* const* out, int n, int spectrum) noexcept;

  struct PortView {
    std::string id;
    PortKind kind;
    int channels, first;  // first: its inlet or outlet; -1: it has none
    float low, high;      // of an input
  };
  std::vector<PortView> inputs() const;
  std::vector<PortView> outputs() const;
  int max_samples() const { return plan_->max_samples(); }
  void reset() noexcept;

 private:
  struct Input {
    std::string id;
    PortKind kind;
    Rate rate;
    int channels, inlet;
    float low, high;
    float* buffer;
    std::vector<std::atomic<float>> constant;  // set while audio reads it, one number at a time
  };
  struct Output {
    PortKind kind;
    Rate rate;
    int channels, outlet;
    const float* buffer;
    std::vector<float> held;  // of the frame in force
  };
  Result<void> add_inputs(const Graph& graph, const std::vector<GraphPort>& ports);
  Result<void> add_outputs(const std::vector<GraphPort>& ports);
  void read(Input& input, const float* const* in, int at, int spectrum, const Call& call) noexcept;
  bool write(Output& output, float* const* out, int at, int spectrum, const Call& call) noexcept;

  std::optional<Plan<float>> plan_;
  std::vector<float> weights_;
  std::vector<Input> inputs_;
  std::vector<Output> outputs_;
  std::vector<std::string> output_ids_;
  int n_in_ = 0, n_out_ = 0, spectrum_channels_ = 0;
  int64_t sample_ = 0;
  std::atomic<bool> resets_{false};
};

}  // namespace partials
