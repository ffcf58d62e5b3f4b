// SPDX-License-Identifier: MIT
// Puts one processor, using only its description, into its own graph: every port wired to a graph input,
// filled with random values inside the range that the port declares.
#pragma once
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "graph/plan.h"
#include "graph/registry.h"

namespace partials::test {

struct Wiring {
  std::string name;
  bool optional = true;          // optional ports wired
  bool control_samples = false;  // ports that take either rate are given samples
  int free_channels = 5;         // for ports that take any number
  bool modulated = false;        // optional ports that take samples alone are wired
};

// What a processor looks like with its settings where they start.
inline Spec default_spec(const KernelSet& set) {
  Setup setup;
  for (int i = 0; i < set.info.n_settings; ++i) {
    setup.settings.ids[i] = set.info.settings[i].id;
    setup.settings.values[i] = set.info.settings[i].initial;
    setup.settings.n = i + 1;
  }
  Spec spec;
  set.describe(setup, spec);
  return spec;
}

// Samples for a processor that makes sound without any.
inline bool is_modulation(const Spec& spec, const Port& p) {
  for (int i = 0; i < spec.n_in; ++i)
    if (!spec.in[i].optional && spec.in[i].rate == Rate::sample) return false;
  return p.optional && p.rate == Rate::sample && !p.any_rate;
}

inline Graph graph_for(const KernelSet& set, const Wiring& wiring) {
  Graph g;
  const Spec spec = default_spec(set);
  Node node{"node", set.info.id, {}, {}};
  for (int i = 0; i < spec.n_in; ++i) {
    const Port& p = spec.in[i];
    if (p.optional && !(is_modulation(spec, p) ? wiring.modulated : wiring.optional)) continue;
    const Rate rate = p.any_rate && wiring.control_samples ? Rate::sample : p.rate;
    const int channels = p.channels ? p.channels : rate == Rate::sample ? 1 : wiring.free_channels;
    g.inputs.push_back({p.id, rate, channels});
    node.in[p.id] = std::string("in.") + p.id;
  }
  g.nodes.push_back(node);
  for (int o = 0; o < spec.n_out; ++o) g.outputs[spec.out[o].id] = std::string("node.") + spec.out[o].id;
  return g;
}

// The ways in which a processor can be wired: all ports but those for modulation; without the optional ones;
// with samples where frames would do; and either way with modulation.
inline std::vector<Wiring> wirings_of(const KernelSet& set) {
  const Spec spec = default_spec(set);
  bool optional = false, any = false, modulation = false;
  for (int i = 0; i < spec.n_in; ++i) {
    const Port& p = spec.in[i];
    optional |= p.optional && !is_modulation(spec, p);
    any |= p.any_rate;
    modulation |= is_modulation(spec, p);
  }
  std::vector<Wiring> out{{"wired"}};
  if (optional) out.push_back({"bare", false});
  if (any) out.push_back({"sampled", true, true});
  if (modulation) out.push_back({"modulated", true, false, 5, true});
  if (modulation && optional) out.push_back({"bare_modulated", false, false, 5, true});
  return out;
}

// The value of an input at a time (frame or sample), channel and lane: a pure function, so that every run
// sees the same.
struct Source {
  uint64_t seed = 1;
  bool extreme = false;
  // signals (ports of a range that is even about zero): one at time 0; controls: the middle
  bool impulse = false;
  double operator()(const Port& p, int64_t time, int channel, int lane) const {
    const bool wide = p.min > 0 && p.max > 8 * p.min;  // such a range is even in ratios
    if (impulse)
      return p.min == -p.max ? (time == 0 ? p.max : 0)
             : wide          ? std::sqrt(p.min * p.max)
                             : 0.5 * (p.min + p.max);
    std::mt19937_64 r(seed * 1000003 + static_cast<uint64_t>(time) * 7919 + channel * 104729 +
                      lane * 15485863);
    for (const char* c = p.id; *c; ++c) r.discard(static_cast<unsigned char>(*c) % 7);
    const double u = std::uniform_real_distribution<double>(0, 1)(r);
    if (extreme) return u < 0.5 ? p.min : p.max;
    return wide ? p.min * std::pow(p.max / p.min, 0.1 + 0.7 * u) : p.min + (p.max - p.min) * u;
  }
};

template <class S>
struct Bench {
  Plan<S> plan;
  Spec spec;
  Setup setup;
  std::vector<S> weights;
  std::shared_ptr<const PackedWeights> packed;  // what the plan made of them, or none
  Source source;
  int lane0 = 0;  // lane 0 of this plan plays lane `lane0` of the source

  static Bench make(const Graph& g, PlanOptions o, uint64_t seed = 1) {
    auto p = Plan<S>::compile(g, o);
    if (!p) throw std::runtime_error(p.error().text);
    Bench b{std::move(p).value(), {}, {}, {}, {}, {seed}};
    b.spec = *b.plan.nodes()[0].spec;
    b.setup = *b.plan.nodes()[0].setup;
    auto w = initial_weights(b.plan.weights(), 7);
    std::mt19937_64 r(3);
    // away from zero, within bounds: a start that shows every gradient
    for (auto& e : b.plan.weights().entries)
      for (size_t i = 0; i < e.size(); ++i) {
        const double u = std::uniform_real_distribution<double>(-1, 1)(r);
        w[e.offset + i] = static_cast<float>(e.min < e.max ? e.min + (e.max - e.min) * (0.5 + 0.3 * u)
                                                           : w[e.offset + i] + 0.2 * u);
      }
    b.weights.assign(w.begin(), w.end());
    return b;
  }
  void fill(const Call& c) {
    fill(c, [this](int port, int64_t time, int channel, int lane) {
      return source(spec.in[port], time, channel, lane + lane0);
    });
  }
  // value(port, frame or sample, channel, lane)
  template <class Value>
  void fill(const Call& c, const Value& value) {
    const int64_t first = plan.clock().start(c.frame) + c.offset;
    for (int i = 0; i < spec.n_in; ++i) {
      if (!setup.in_channels[i]) continue;
      S* data = plan.input(spec.in[i].id);
      const bool frames = setup.in_rate[i] == Rate::frame;
      const int n = frames ? c.frames : c.samples;
      const int64_t t0 = frames ? c.frame : first;
      for (int t = 0; t < n; ++t)
        for (int ch = 0; ch < setup.in_channels[i]; ++ch)
          for (int l = 0; l < plan.width(); ++l)
            data[(static_cast<size_t>(t) * setup.in_channels[i] + ch) * plan.width() + l] =
                static_cast<S>(value(i, t0 + t, ch, l));
    }
  }
  void run(const Call& c) {
    plan.set_weights(weights.data(), packed);
    fill(c);
    plan.run(c);
  }
  // [port] -> values of this call
  std::vector<std::vector<S>> outputs(const Call& c) const {
    std::vector<std::vector<S>> out;
    for (int o = 0; o < spec.n_out; ++o) {
      const Port& p = spec.out[o];
      const size_t n =
          static_cast<size_t>(p.rate == Rate::frame ? c.frames : c.samples) * p.channels * plan.width();
      const S* d = plan.output(p.id);
      out.emplace_back(d, d + n);
    }
    return out;
  }
};

}  // namespace partials::test
