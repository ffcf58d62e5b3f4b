// SPDX-License-Identifier: MIT
// Any processor of docs/processors.md as an object: ID, then pairs of a name and a value. The name is a
// setting, or an input, which then has this value until a message with its name sets another; the value '~'
// gives the input a signal inlet. Inputs that the processor cannot do without are signal inlets in their
// order, or, if they have many channels, set by messages. Every channel of an output is an outlet.
#pragma once
#include "patch/signal_object.h"
#include "play/node_signals.h"

namespace partials::patch {

class NodeObject final : public SignalObject {
 public:
  static constexpr int kMostOutlets = 32;
  static Result<NodeObject> make(Words words);

  int inlets() const override { return std::max(1, signals_->inlets()); }
  int outlets() const override { return signals_->outlets(); }
  Result<void> prepare(double rate_hz, int block) override;
  void perform(const float* const* in, float* const* out, int n) noexcept PARTIALS_NONBLOCKING override;
  Result<void> message(std::string_view selector, Words words) override;

 private:
  Result<void> compile(int rate_hz, int block);

  NodeSignals node_;
  std::unique_ptr<GraphSignals> signals_;
  int rate_hz_ = 0, block_ = 0;
};

}  // namespace partials::patch
