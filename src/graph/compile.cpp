// SPDX-License-Identifier: MIT
// Graph -> Plan: sizes and settings checked (limits.h), nodes ordered (schedule.h), wires matched and brought
// to one latency where they meet (latency.h), memory laid out (plan_memory.h). Every error names node, port
// or setting, the value, what was expected, and the remedy.
#include <algorithm>

#include "base/plain_number.h"
#include "base/random.h"
#include "dsp/delay.h"
#include "graph/limits.h"
#include "graph/plan_memory.h"
#include "graph/registry.h"
#include "graph/schedule.h"
#include "graph/split_scope.h"

namespace partials {
namespace {

const Kernel<float>* kernel_for(const KernelSet& set, int width, float) {
  return width == 1 ? &set.w1 : width == 8 ? &set.w8 : width == 16 ? &set.w16 : nullptr;
}
const Kernel<double>* kernel_for(const KernelSet& set, int width, double) {
  return width == 1 ? &set.reference : nullptr;
}

uint64_t key_of(const std::string& name) {
  uint64_t key = stream_key(0x9a71);
  for (char c : name) key = stream_key(key, static_cast<unsigned char>(c));
  return key;
}

std::string unit_after(Unit unit) {
  return unit == Unit::none || unit == Unit::count ? "" : std::string(" ") + name_of(unit);
}
std::string quoted(const std::string& s) { return "'" + s + "'"; }

Result<void> fill_settings(const Node& node, const Info& info, Settings& out) {
  for (int i = 0; i < info.n_settings; ++i) {
    const Control& c = info.settings[i];
    double value = c.initial;
    if (auto it = node.settings.find(c.id); it != node.settings.end()) value = it->second;
    if (!(value >= c.min && value <= c.max))
      return Error{"Node " + quoted(node.id) + ": setting " + quoted(c.id) + " is " + plain_number(value) +
                   ", but must be between " + plain_number(c.min) + " and " + plain_number(c.max) +
                   unit_after(c.unit) + "; change it in the graph."};
    out.ids[out.n] = c.id;
    out.values[out.n++] = value;
  }
  for (auto& [id, value] : node.settings)
    if (std::none_of(info.settings, info.settings + info.n_settings,
                     [&id = id](const Control& c) { return id == c.id; }))
      return Error{"Node " + quoted(node.id) + ": processor " + quoted(node.processor) + " has no setting " +
                   quoted(id) + "; remove it or correct its name."};
  return {};
}

}  // namespace

struct PlanBuilder {
  template <class S>
  using P = Plan<S>;

  template <class S>
  static Result<void> add_node(P<S>& plan, const Graph& graph, const Node& node, const PlanOptions& options) {
    const KernelSet* set =
        find_processor(node.processor, std::is_same_v<S, double> ? Isa::base : options.isa);
    if (!set)
      return Error{"Node " + quoted(node.id) + ": there is no processor " + quoted(node.processor) +
                   " in this version; update Partials or correct the name."};
    for (auto& s : plan.steps_)
      if (s.id == node.id)
        return Error{"Two nodes are called " + quoted(node.id) + "; give each its own id."};
    typename P<S>::Step step;
    step.id = node.id;
    step.set = set;
    step.kernel = kernel_for(*set, options.width, S{});
    if (!step.kernel || !step.kernel->forward || (options.training && !step.kernel->backward))
      return Error{"Plan width " + std::to_string(options.width) +
                   " is not supported; use 1, 8 or 16 (double: 1)."};
    if (auto r = check_limits(node, set->info); !r) return r;
    if (auto r = fill_settings(node, set->info, step.setup.settings); !r) return r;
    step.setup.clock = plan.clock_;
    step.setup.band_hz = graph.band_hz;
    step.setup.reference_rate_hz = graph.reference_rate_hz;
    step.setup.node_key = key_of(node.id);
    if (auto r = connect(plan, node, step); !r) return r;
    if (auto r = check_limits(node, step.spec, plan.table_.size); !r) return r;
    if (auto r = align(plan, graph, step, options); !r) return r;
    for (int w = 0; w < step.spec.n_weights; ++w) {
      const Weight& x = step.spec.weights[w];
      if (w == 0) step.weight_offset = plan.table_.size;
      plan.table_.entries.push_back(
          {node.id + "." + x.id, x.rows, x.cols, plan.table_.size, x.init, x.scale, x.min, x.max, x.matrix});
      plan.table_.size += static_cast<size_t>(x.rows) * x.cols;
    }
    const std::vector<Arrival> arrivals = arrivals_of(plan, step);
    for (int o = 0; o < step.spec.n_out; ++o) {
      const Port& p = step.spec.out[o];
      step.out[o] = static_cast<int>(plan.buffers_.size());
      plan.buffers_.push_back({node.id + "." + p.id, p.rate, p.channels, nullptr, nullptr, -1, -1, false,
                               time_after(arrivals, step.spec, p.rate, plan.clock_.rate_hz)});
    }
    plan.steps_.push_back(step);
    return {};
  }

  // describe() is called twice: first for the names of its ports, then with the wires connected to them.
  template <class S>
  static Result<void> connect(P<S>& plan, const Node& node, typename P<S>::Step& step) {
    Spec names;
    step.set->describe(step.setup, names);
    std::fill(std::begin(step.in), std::end(step.in), -1);
    for (auto& [port, source] : node.in) {
      int i = 0;
      while (i < names.n_in && port != names.in[i].id) ++i;
      if (i == names.n_in)
        return Error{"Node " + quoted(node.id) + ": processor " + quoted(node.processor) + " has no input " +
                     quoted(port) + "."};
      auto* b = plan.find(source);
      if (!b)
        return Error{"Node " + quoted(node.id) + ": input " + quoted(port) + " names " + quoted(source) +
                     ", which does not exist."};
      step.in[i] = static_cast<int>(b - plan.buffers_.data());
      step.setup.in_channels[i] = b->channels;
      step.setup.in_rate[i] = b->rate;
    }
    step.set->describe(step.setup, step.spec);
    if (step.spec.error) return Error{"Node " + quoted(node.id) + ": " + step.spec.error};
    for (int i = 0; i < step.spec.n_in; ++i) {
      const Port& p = step.spec.in[i];
      if (step.in[i] < 0) {
        if (p.optional) continue;
        return Error{"Node " + quoted(node.id) + ": input " + quoted(p.id) +
                     " is not connected; wire it to a node or to an input."};
      }
      if (!p.any_rate && p.rate != step.setup.in_rate[i])
        return Error{"Node " + quoted(node.id) + ": input " + quoted(p.id) + " takes " +
                     (p.rate == Rate::frame ? "frames" : "samples") +
                     "; put a 'ramp' node between, which turns frames into samples."};
      if (p.channels && p.channels != step.setup.in_channels[i])
        return Error{"Node " + quoted(node.id) + ": input " + quoted(p.id) + " takes " +
                     std::to_string(p.channels) + " channels, but the wire brings " +
                     std::to_string(step.setup.in_channels[i]) + "."};
    }
    return {};
  }

  template <class S>
  static std::vector<Arrival> arrivals_of(const P<S>& plan, const typename P<S>::Step& step) {
    std::vector<Arrival> out;
    for (int i = 0; i < step.spec.n_in; ++i)
      if (step.in[i] >= 0) {
        const auto& wire = plan.buffers_[step.in[i]];
        out.push_back({step.spec.in[i].id, wire.rate, wire.time});
      }
    return out;
  }

  // Inserts a delay into every wire with less latency than the greatest at this node; nodes that need the
  // same delay of a wire share it.
  template <class S>
  static Result<void> align(P<S>& plan, const Graph& graph, typename P<S>::Step& step,
                            const PlanOptions& options) {
    constexpr auto kLongest = static_cast<int64_t>(Delay::kSettings[0].max);
    const auto met = latency_where_met(step.id, arrivals_of(plan, step), kLongest);
    if (!met) return met.error();
    for (int i = 0; i < step.spec.n_in; ++i) {
      if (step.in[i] < 0) continue;
      const auto& wire = plan.buffers_[step.in[i]];
      const int64_t wait = wait_of({step.spec.in[i].id, wire.rate, wire.time}, met.value());
      if (wait == 0) continue;
      const std::string source = wire.name, id = source + " + " + std::to_string(wait) + " samples";
      if (!plan.find(id + ".out")) {
        const Node delay{id, Delay::kInfo.id, {{"samples", static_cast<double>(wait)}}, {{"in", source}}};
        if (auto r = add_node(plan, graph, delay, options); !r) return r;
      }
      step.in[i] = static_cast<int>(plan.find(id + ".out") - plan.buffers_.data());
    }
    return {};
  }

  // The plan without its memory.
  template <class S>
  static Result<P<S>> build(const Graph& graph, const PlanOptions& options) {
    if (auto r = check_limits(graph, options); !r) return r.error();
    P<S> plan;
    plan.clock_ = {graph.hop_num, graph.hop_den, options.rate_hz};
    plan.width_ = options.width;
    plan.training_ = options.training;
    plan.max_samples_ = options.max_samples;
    const auto held =
        static_cast<int>(options.max_samples / std::max<int64_t>(1, plan.clock_.max_length() - 1)) + 2;
    plan.max_frames_ = std::max(options.max_frames, held);
    for (auto& in : graph.inputs)
      plan.buffers_.push_back({"in." + in.id, in.rate, in.channels, nullptr, nullptr, -1, -1, false,
                               PathTime{in.latency_samples, 0, in.rate == Rate::sample}});
    if (auto r = check_scopes(graph); !r) return r.error();
    auto order = schedule(graph);
    if (!order) return order.error();
    for (const Node* node : order.value())
      if (auto r = add_node(plan, graph, *node, options); !r) return r.error();
    for (auto& [id, source] : graph.outputs) {
      auto* b = plan.find(source);
      if (!b)
        return Error{"Output " + quoted(id) + " names " + quoted(source) +
                     ", which does not exist; name a node's port."};
      plan.outputs_.push_back({id, static_cast<int>(b - plan.buffers_.data())});
      plan.tail_s_ = std::max(plan.tail_s_, b->time.tail_s);
    }
    if (options.rate_hz == 0)
      for (const auto& b : plan.buffers_)
        if (b.rate == Rate::sample)
          return Error{"The graph has no audio (its rate is 0 Hz), but " + quoted(b.name) +
                       " carries samples; give the graph a rate, or use frames."};
    return plan;
  }
};

template <class S>
Result<Plan<S>> Plan<S>::compile(const Graph& graph, const PlanOptions& options) {
  auto plan = PlanBuilder::build<S>(graph, options);
  if (!plan) return plan;
  if (auto r = PlanMemory<S>::allocate(plan.value(), options); !r) return r.error();
  plan.value().reset();
  return plan;
}

template <class S>
Result<size_t> Plan<S>::bytes_needed(const Graph& graph, const PlanOptions& options) {
  auto plan = PlanBuilder::build<S>(graph, options);
  if (!plan) return plan.error();
  return PlanMemory<S>::bytes_needed(plan.value(), options);
}
template Result<Plan<float>> Plan<float>::compile(const Graph&, const PlanOptions&);
template Result<Plan<double>> Plan<double>::compile(const Graph&, const PlanOptions&);
template Result<size_t> Plan<float>::bytes_needed(const Graph&, const PlanOptions&);
template Result<size_t> Plan<double>::bytes_needed(const Graph&, const PlanOptions&);

}  // namespace partials
