// SPDX-License-Identifier: MIT
#include "model/golden.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "graph/plan.h"

namespace partials {
namespace {

// One input of a plan, and its values frame by frame.
struct Feed {
  float* to;
  const std::vector<float>* values;
  bool is_frame;
  size_t channels, at = 0;

  bool next(const Call& call) {
    const size_t n = channels * (is_frame ? 1 : static_cast<size_t>(call.samples));
    if (at + n > values->size()) return false;
    std::copy_n(values->begin() + static_cast<int64_t>(at), n, to);
    at += n;
    return true;
  }
};

Result<std::vector<Feed>> feeds_of(Plan<float>& plan, const Graph& graph, const Tracks& inputs) {
  std::vector<Feed> feeds;
  for (const GraphInput& in : graph.inputs) {
    const auto found = inputs.find(in.id);
    if (found == inputs.end()) return Error{"its golden example lacks the input '" + in.id + "'."};
    if (float* to = plan.input(in.id))
      feeds.push_back({to, &found->second, in.rate == Rate::frame, static_cast<size_t>(in.channels)});
  }
  return feeds;
}

}  // namespace

Result<Tracks> play_golden(const Model& model, const FamilyFormat& format) {
  auto compiled =
      Plan<float>::compile(model.graph, {.rate_hz = model.golden.rate_hz, .width = 1, .max_samples = 4096});
  if (!compiled) return compiled.error();
  Plan<float>& plan = compiled.value();
  Tracks inputs = model.golden.inputs;
  format.derive(model.graph, plan.clock().hop_s(), inputs);
  auto feeds = feeds_of(plan, model.graph, inputs);
  if (!feeds) return feeds.error();
  const FlushDenormals guard;
  plan.set_weights(model.weights.data(), plan.pack(model.weights.data()));
  plan.set_lane_seeds(&model.golden.seed);
  Tracks outputs;
  for (const auto& [id, source] : model.graph.outputs) outputs[id];
  const auto feed_all = [&](const Call& call) {
    return std::all_of(feeds.value().begin(), feeds.value().end(), [&](Feed& f) { return f.next(call); });
  };
  for (int64_t n = 0; !feeds.value().empty(); ++n) {
    const FrameClock& clock = plan.clock();
    const Call call = clock.rate_hz ? next_call(clock, clock.start(n), clock.length(n)) : Call{n, 0, 1, 0};
    if (!feed_all(call)) break;
    plan.run(call);
    for (auto& [id, values] : outputs) {
      const float* from = plan.output(id);
      values.insert(values.end(), from, from + plan.output_size(id, call));
    }
  }
  return outputs;
}

Result<void> make_golden(Model& model, const FamilyFormat& format, Tracks inputs) {
  model.golden = {static_cast<int>(model.graph.reference_rate_hz), 1, std::move(inputs), {}};
  auto outputs = play_golden(model, format);
  if (!outputs) return outputs.error();
  model.golden.outputs = std::move(outputs).value();
  return {};
}

double golden_difference_db(const Tracks& expected, const Tracks& played) {
  double signal = 1e-12, rest = 0;
  if (expected.size() != played.size()) return 0;
  for (const auto& [id, values] : expected) {
    const auto found = played.find(id);
    if (found == played.end() || found->second.size() != values.size()) return 0;
    for (size_t i = 0; i < values.size(); ++i) {
      const double d = found->second[i] - values[i];
      signal += static_cast<double>(values[i]) * values[i];
      rest += d * d;
    }
  }
  return 10 * std::log10(rest / signal + 1e-30);
}

}  // namespace partials
