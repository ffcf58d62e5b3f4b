// SPDX-License-Identifier: MIT
#include "play/graph_signals.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"

namespace partials {
namespace {

constexpr float kMostOfSpectrum = 100;
constexpr float kMost = 1e6f;  // of inputs without a range
constexpr uint64_t kSeed = 1;  // of initial weights

// The range within which everything that reads this input of the graph holds its promises; audio has none.
void narrow(const Graph& graph, const std::vector<Plan<float>::NodeView>& views, const std::string& source,
            float& low, float& high) {
  for (const Node& node : graph.nodes)
    for (const auto& [port, from] : node.in) {
      if (from != source) continue;
      const auto view =
          std::find_if(views.begin(), views.end(), [&](const auto& v) { return v.id == node.id; });
      if (view == views.end()) continue;
      for (int i = 0; i < view->spec->n_in; ++i)
        if (const Port& p = view->spec->in[i]; port == p.id && (p.min != -1 || p.max != 1)) {
          low = std::max(low, static_cast<float>(p.min));
          high = std::min(high, static_cast<float>(p.max));
        }
    }
}

float bounded(float x, float low, float high) noexcept {
  return std::clamp(std::isfinite(x) ? x : 0.f, low, high);
}

}  // namespace

Result<std::unique_ptr<GraphSignals>> GraphSignals::make(const Graph& graph,
                                                         const std::vector<GraphPort>& inputs,
                                                         const std::vector<GraphPort>& outputs, int rate_hz,
                                                         int block, const WeightTable* whole,
                                                         const float* weights) {
  auto plan = Plan<float>::compile(graph, {.rate_hz = rate_hz, .max_samples = block});
  if (!plan) return plan.error();
  auto made = std::make_unique<GraphSignals>();
  made->plan_.emplace(std::move(plan).value());
  const WeightTable& table = made->plan_->weights();
  made->weights_ = whole ? weights_of_part(table, *whole, weights) : initial_weights(table, kSeed);
  made->plan_->set_weights(made->weights_.data(), made->plan_->pack(made->weights_.data()));
  if (auto r = made->add_inputs(graph, inputs); !r) return r.error();
  if (auto r = made->add_outputs(outputs); !r) return r.error();
  made->reset();
  return made;
}

Result<void> GraphSignals::add_inputs(const Graph& graph, const std::vector<GraphPort>& ports) {
  for (const GraphPort& port : ports) {
    const auto in = std::find_if(graph.inputs.begin(), graph.inputs.end(),
                                 [&](const GraphInput& g) { return g.id == port.id; });
    float* buffer = plan_->input(port.id);
    if (in == graph.inputs.end() || !buffer) return Error{"The graph has no input '" + port.id + "'."};
    Input input{port.id, port.kind, in->rate, in->channels, -1, -kMost, kMost, buffer, {}};
    if (port.kind == PortKind::spectrum) {  // a model's own may be larger than what is promised to hold
      input.low = -kMostOfSpectrum;
      input.high = kMostOfSpectrum;
    } else {
      narrow(graph, plan_->nodes(), "in." + port.id, input.low, input.high);
      if (input.low > input.high) input.low = input.high;
    }
    input.constant = std::vector<std::atomic<float>>(static_cast<size_t>(in->channels));
    for (auto& value : input.constant) value = std::clamp(0.f, input.low, input.high);
    if (port.kind != PortKind::constant) input.inlet = n_in_++;
    if (port.kind == PortKind::spectrum) spectrum_channels_ = std::max(spectrum_channels_, in->channels);
    inputs_.push_back(std::move(input));
  }
  return {};
}

Result<void> GraphSignals::add_outputs(const std::vector<GraphPort>& ports) {
  for (const GraphPort& port : ports) {
    const float* buffer = plan_->output(port.id);
    if (!buffer) return Error{"The graph has no output '" + port.id + "'."};
    const auto channels = static_cast<int>(plan_->output_size(port.id, {0, 0, 1, 1}));
    Output output{port.kind, plan_->output_rate(port.id), channels, n_out_, buffer, {}};
    output.held.assign(static_cast<size_t>(channels), 0.f);
    if (port.kind == PortKind::spectrum) spectrum_channels_ = std::max(spectrum_channels_, channels);
    n_out_ += port.kind == PortKind::spectrum ? 1 : channels;
    output_ids_.push_back(port.id);
    outputs_.push_back(std::move(output));
  }
  return {};
}

bool GraphSignals::set(std::string_view id, std::span<const float> values) noexcept {
  for (Input& input : inputs_) {
    if (input.id != id || input.kind != PortKind::constant) continue;
    if (values.size() != 1 && values.size() != input.constant.size()) return false;
    for (size_t c = 0; c < input.constant.size(); ++c)
      input.constant[c].store(bounded(values[values.size() == 1 ? 0 : c], input.low, input.high),
                              std::memory_order_relaxed);
    return true;
  }
  return false;
}

void GraphSignals::reset() noexcept {
  plan_->reset();
  sample_ = 0;
  for (Output& output : outputs_) std::fill(output.held.begin(), output.held.end(), 0.f);
}

void GraphSignals::read(Input& input, const float* const* in, int at, int spectrum,
                        const Call& call) noexcept {
  const int times = input.rate == Rate::sample ? call.samples : call.frames;
  const auto channels = static_cast<size_t>(input.channels);
  if (input.kind == PortKind::constant) {
    for (size_t c = 0; c < channels; ++c) {
      const float value = input.constant[c].load(std::memory_order_relaxed);
      for (int t = 0; t < times; ++t) input.buffer[static_cast<size_t>(t) * channels + c] = value;
    }
    return;
  }
  const float* from = in[input.inlet];
  if (input.kind == PortKind::signal) {
    for (int t = 0; t < times; ++t) input.buffer[t] = bounded(from[at + t], input.low, input.high);
    return;
  }
  if (!call.frames) return;
  for (int c = 0; c < input.channels; ++c)
    input.buffer[c] = !spectrum || c < spectrum ? bounded(from[c], input.low, input.high)
                                                : std::clamp(0.f, input.low, input.high);
}

// False if a number is not finite.
bool GraphSignals::write(Output& output, float* const* out, int at, int spectrum, const Call& call) noexcept {
  const auto channels = static_cast<size_t>(output.channels);
  bool finite = true;
  if (output.rate == Rate::frame && call.frames) {
    std::copy_n(output.buffer, channels, output.held.begin());
    for (float& x : output.held) {
      if (std::isfinite(x)) continue;
      finite = false;
      x = 0;
    }
  }
  if (output.kind == PortKind::spectrum) {
    float* to = out[output.outlet];
    for (int k = 0; k < (spectrum ? spectrum : output.channels); ++k)
      to[k] = k < output.channels ? output.held[static_cast<size_t>(k)] : 0.f;
    return finite;
  }
  for (size_t c = 0; c < channels; ++c) {
    float* to = out[static_cast<size_t>(output.outlet) + c] + at;
    for (int t = 0; t < call.samples; ++t) {
      const float x =
          output.rate == Rate::frame ? output.held[c] : output.buffer[static_cast<size_t>(t) * channels + c];
      finite = finite && std::isfinite(x);
      to[t] = std::isfinite(x) ? x : 0.f;
    }
  }
  return finite;
}

void GraphSignals::perform(const float* const* in, float* const* out, int n, int spectrum) noexcept {
  const FlushDenormals flush;
  if (resets_.load(std::memory_order_relaxed) && resets_.exchange(false)) reset();
  bool finite = true;
  for (int at = 0; at < n;) {
    const FrameClock& clock = plan_->clock();
    const auto left = static_cast<int>(clock.start(clock.frame_at(sample_) + 1) - sample_);
    const Call call = next_call(clock, sample_, std::min({n - at, left, plan_->max_samples()}));
    for (Input& input : inputs_) read(input, in, at, spectrum, call);
    plan_->run(call);
    for (Output& output : outputs_) finite = write(output, out, at, spectrum, call) && finite;
    at += call.samples;
    sample_ += call.samples;
  }
  if (!finite) reset();
}

std::vector<GraphSignals::PortView> GraphSignals::inputs() const {
  std::vector<PortView> all;
  for (const Input& in : inputs_) all.push_back({in.id, in.kind, in.channels, in.inlet, in.low, in.high});
  return all;
}

std::vector<GraphSignals::PortView> GraphSignals::outputs() const {
  std::vector<PortView> all;
  for (size_t i = 0; i < outputs_.size(); ++i)
    all.push_back({output_ids_[i], outputs_[i].kind, outputs_[i].channels, outputs_[i].outlet, 0, 0});
  return all;
}

}  // namespace partials
