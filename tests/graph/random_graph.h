// SPDX-License-Identifier: MIT
// Graphs drawn by seed: chains and parallel branches of audio processors between the input "in" and the
// output "out", with controls at frame rate from the input "level_db". The same graph can be had without its
// delays.
#pragma once
#include <random>
#include <string>
#include <vector>

#include "graph/plan.h"

namespace partials::test {

enum class Palette {
  exact,  // gains, clips, delays and sums: an impulse stays one, so that latency and tail are exact
  audio,  // and filters and rooms
};

class RandomGraph {
 public:
  RandomGraph(uint64_t seed, Palette palette) : random_(seed), palette_(palette) {
    graph.inputs = {{"in", Rate::sample, 1}, {"level_db", Rate::frame, 1}};
    graph.reference_rate_hz = 16000;
    std::string wire = "in.in";
    const int stages = pick(1, 3);
    for (int i = 0; i < stages; ++i) wire = pick(0, 2) ? branches(wire, 2) : chain(wire, 1);
    graph.outputs["out"] = wire;
  }

  // What it is without latency: every delay of no length.
  Graph undelayed() const {
    Graph g = graph;
    for (Node& n : g.nodes)
      if (n.processor == "delay") n.settings["samples"] = 0;
    return g;
  }

  Graph graph;

 private:
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  std::string add(const std::string& processor, std::map<std::string, double> settings,
                  std::map<std::string, std::string> in) {
    const std::string id = processor + std::to_string(graph.nodes.size());
    graph.nodes.push_back({id, processor, std::move(settings), std::move(in)});
    return id + ".out";
  }
  std::string one(const std::string& wire) {
    static const std::vector<std::string> exact{"delay", "delay", "gain", "soft_clip", "gain_of_frames"},
        filters{"one_pole", "lowpass", "highpass", "bandpass", "peak_eq", "dc_block", "room", "ramped"};
    const int n = static_cast<int>(exact.size() + (palette_ == Palette::audio ? filters.size() : 0));
    const auto k = static_cast<size_t>(pick(0, n - 1));
    const std::string kind = k < exact.size() ? exact[k] : filters[k - exact.size()];
    if (kind == "delay") return add(kind, {{"samples", pick(0, 700)}}, {{"in", wire}});
    if (kind == "room") return add("decay_reverb", {{"ir_s", 0.01 * pick(1, 12)}}, {{"in", wire}});
    if (kind == "gain_of_frames") return add("gain", {}, {{"in", wire}, {"gain_db", "in.level_db"}});
    if (kind == "ramped")
      return add("gain", {}, {{"in", wire}, {"gain_db", add("ramp", {}, {{"in", "in.level_db"}})}});
    return add(kind, {}, {{"in", wire}});
  }
  std::string chain(std::string wire, int depth) {
    const int length = pick(1, 3);
    for (int i = 0; i < length; ++i)
      wire = depth > 0 && pick(0, 3) == 0 ? branches(wire, depth - 1) : one(wire);
    return wire;
  }
  // Two or three ways from one wire, one of which may have nothing on it.
  std::string branches(const std::string& wire, int depth) {
    std::map<std::string, std::string> in{{"in0", chain(wire, depth)}};
    in["in1"] = pick(0, 2) ? chain(wire, depth) : wire;
    if (pick(0, 1)) in["in2"] = chain(wire, depth);
    return add("mix", {}, std::move(in));
  }

  std::mt19937_64 random_;
  Palette palette_;
};

// Weights of a table, drawn by seed within a range in which nothing is loud or slow beyond measure; a
// function of their names, so that graphs with the same nodes have the same.
template <class S>
std::vector<S> drawn_weights(const WeightTable& table, uint64_t seed) {
  const std::vector<float> start = initial_weights(table, seed);
  std::vector<S> w(start.begin(), start.end());
  for (const WeightEntry& e : table.entries) {
    std::mt19937_64 r(seed);
    for (char c : e.name) r.discard(static_cast<unsigned char>(c));
    auto between = [&r](double a, double b) { return std::uniform_real_distribution<double>(a, b)(r); };
    const std::string what = e.name.substr(e.name.rfind('.') + 1);
    for (size_t i = 0; i < e.size(); ++i) {
      S& x = w[e.offset + i];
      if (what == "gains_db") x = static_cast<S>(between(-6, 6));
      if (what == "gain_db") x = static_cast<S>(between(0.6, 0.8));  // -9.6 to +7.2 dB of a gain
      if (what == "cutoff_hz" || what == "centre_hz") x = static_cast<S>(between(0.3, 0.8));
    }
  }
  return w;
}

// A plan of such a graph with its weights, played from the start.
template <class S>
class Played {
 public:
  Played(const Graph& graph, uint64_t seed, PlanOptions options) {
    auto made = Plan<S>::compile(graph, options);
    if (!made) throw std::runtime_error(made.error().text);
    plan_ = std::make_unique<Plan<S>>(std::move(made).value());
    weights_ = drawn_weights<S>(plan_->weights(), seed);
    plan_->set_weights(weights_.data());
  }
  Plan<S>& plan() { return *plan_; }
  std::vector<S>& weights() { return weights_; }

  // `blocks`: the sizes asked for, in turn.
  std::vector<S> play(const std::vector<S>& in, const std::vector<int>& blocks) {
    std::vector<S> out;
    plan_->reset();
    for (size_t k = 0; out.size() < in.size(); ++k) {
      const auto left = static_cast<int>(in.size() - out.size());
      const Call call = next_call(plan_->clock(), static_cast<int64_t>(out.size()),
                                  std::min(left, blocks[k % blocks.size()]));
      fill(call, in.data() + out.size());
      plan_->run(call);
      const S* made = plan_->output("out");
      out.insert(out.end(), made, made + call.samples);
    }
    return out;
  }
  void fill(const Call& call, const S* in) {
    std::copy(in, in + call.samples, plan_->input("in"));
    std::fill_n(plan_->input("level_db"), call.frames, static_cast<S>(-3));
  }

 private:
  std::unique_ptr<Plan<S>> plan_;
  std::vector<S> weights_;
};

}  // namespace partials::test
