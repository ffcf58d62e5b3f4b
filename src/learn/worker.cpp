// SPDX-License-Identifier: MIT
#include "learn/worker.h"

#include <algorithm>
#include <span>

#include "base/denormals.h"

namespace partials {
namespace {

std::vector<Call> pieces_of(const FrameClock& clock, int frames, int pieces) {
  std::vector<Call> calls;
  const int n = std::clamp(pieces, 1, frames);
  for (int p = 0; p < n; ++p) {
    const int from = frames * p / n, to = frames * (p + 1) / n;
    calls.push_back({from, 0, to - from, static_cast<int>(clock.start(to) - clock.start(from))});
  }
  return calls;
}

}  // namespace

Result<Worker> Worker::create(const Graph& graph, const SegmentShape& shape, int pieces,
                              std::unique_ptr<Objective> objective) {
  const FrameClock clock = clock_of(graph);
  std::vector<Call> calls = pieces_of(clock, shape.frames, pieces);
  PlanOptions options{
      .rate_hz = static_cast<int>(graph.reference_rate_hz), .width = shape.width, .max_samples = 0};
  for (const Call& c : calls) {
    options.max_samples = std::max(options.max_samples, c.samples);
    options.max_frames = std::max(options.max_frames, c.frames);
  }
  options.training = true;
  options.input_gradients = false;
  auto plan = Plan<float>::compile(graph, options);
  if (!plan) return plan.error();
  Worker worker(std::move(plan).value());
  Plan<float>& own = worker.plan_;
  for (const std::string& id : objective->outputs()) {
    if (!own.output(id))
      return Error{"The graph has no output '" + id +
                   "', so there is nothing to compare with the recordings."};
    const Call one{0, 0, 1, 1};
    Output out{id, own.output_rate(id) == Rate::frame, own.output_size(id, one), {}, {}};
    const auto times = static_cast<size_t>(out.is_frame ? shape.frames : shape.samples);
    if (calls.size() > 1) {
      out.values.resize(times * out.row);
      out.gradients.resize(times * out.row);
    }
    worker.outputs_.push_back(std::move(out));
  }
  for (Output& out : worker.outputs_) {
    worker.values_.push_back(calls.size() > 1 ? out.values.data() : own.output(out.id));
    worker.gradients_.push_back(calls.size() > 1 ? out.gradients.data() : own.d_output(out.id));
  }
  worker.objective_ = std::move(objective);
  worker.pieces_ = std::move(calls);
  worker.seeds_.resize(static_cast<size_t>(shape.width));
  worker.gradient_.resize(own.weights().size);
  worker.states_.resize(own.state().size() * worker.pieces_.size());
  return worker;
}

size_t Worker::start(const Output& output, const Call& piece) const {
  return output.row * static_cast<size_t>(output.is_frame ? piece.frame : plan_.clock().start(piece.frame));
}
size_t Worker::size(const Output& output, const Call& piece) const {
  return output.row * static_cast<size_t>(output.is_frame ? piece.frames : piece.samples);
}

void Worker::play(size_t piece) {
  objective_->give(plan_, pieces_[piece]);
  plan_.run(pieces_[piece]);
}

void Worker::rewind(size_t piece) {
  const std::span<std::byte> state = plan_.state();
  const Call& call = pieces_[piece];
  if (piece + 1 < pieces_.size()) {
    std::copy_n(states_.data() + piece * state.size(), state.size(), state.data());
    play(piece);
  }
  plan_.clear_gradients(call);
  for (const Output& out : outputs_)
    std::copy_n(out.gradients.data() + start(out, call), size(out, call), plan_.d_output(out.id));
  plan_.rewind(call, gradient_.data());
}

void Worker::run(int64_t step, int group, const std::vector<float>& weights) {
  const FlushDenormals guard;
  objective_->draw(step, group, seeds_.data());
  plan_.set_lane_seeds(seeds_.data());
  plan_.set_weights(weights.data());
  plan_.reset();
  std::fill(gradient_.begin(), gradient_.end(), 0.f);
  plan_.clear_d_state();
  if (pieces_.size() == 1) {
    play(0);
    plan_.clear_gradients(pieces_[0]);
    value_ = objective_->value_and_gradient(values_.data(), gradients_.data());
    plan_.rewind(pieces_[0], gradient_.data());
    return;
  }
  for (size_t p = 0; p < pieces_.size(); ++p) {
    const std::span<std::byte> state = plan_.state();
    std::copy(state.begin(), state.end(), states_.data() + p * state.size());
    play(p);
    for (Output& out : outputs_)
      std::copy_n(plan_.output(out.id), size(out, pieces_[p]), out.values.data() + start(out, pieces_[p]));
  }
  for (Output& out : outputs_) std::fill(out.gradients.begin(), out.gradients.end(), 0.f);
  value_ = objective_->value_and_gradient(values_.data(), gradients_.data());
  for (size_t p = pieces_.size(); p-- > 0;) rewind(p);
}

size_t Worker::memory_bytes() const {
  size_t n =
      plan_.memory_bytes() + states_.size() + gradient_.size() * sizeof(float) + objective_->memory_bytes();
  for (const Output& out : outputs_) n += (out.values.size() + out.gradients.size()) * sizeof(float);
  return n;
}

}  // namespace partials
