// SPDX-License-Identifier: MIT
// One layer in a plan of its own, forward and backward over random numbers that are the same for every number
// type, width and instruction set; lane l has the numbers that lane 0 has where lane0 = l.
#pragma once
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/random.h"
#include "graph/plan.h"

namespace partials::test {

struct LayerCase {
  std::string processor;
  std::map<std::string, double> settings;
  int channels = 5, frames = 9;
};

struct LayerResult {  // of one lane; d_weights is summed over lanes
  std::vector<double> x, d_y, weights, y, d_x, d_weights;
};

template <class S>
std::vector<LayerResult> run_layer(const LayerCase& c, int width = 1, Isa isa = best_isa(), int lane0 = 0) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = 100;
  g.inputs.push_back({"x", Rate::frame, c.channels});
  Node node{"layer", c.processor, c.settings, {{"in", "in.x"}}};
  g.nodes.push_back(node);
  g.outputs["y"] = "layer.out";
  PlanOptions o;
  o.rate_hz = 16000;
  o.width = width;
  o.max_samples = 160 * c.frames;
  o.training = true;
  o.isa = isa;
  auto made = Plan<S>::compile(g, o);
  if (!made) throw std::runtime_error(made.error().text);
  Plan<S>& plan = made.value();
  const Call call = next_call(plan.clock(), 0, 160 * c.frames);
  const size_t n_w = plan.weights().size, n_x = static_cast<size_t>(c.frames) * c.channels;
  const size_t n_y = static_cast<size_t>(c.frames) * plan.channels("layer.out");
  std::vector<S> w(n_w), d_w(n_w);
  for (size_t i = 0; i < n_w; ++i) w[i] = static_cast<float>(0.4f * random_bipolar(1, i));
  for (size_t i = 0; i < n_x; ++i)
    for (int l = 0; l < width; ++l) plan.input("x")[i * width + l] = 2 * random_bipolar(100 + lane0 + l, i);
  plan.set_weights(w.data());
  plan.reset();
  plan.run(call);
  plan.clear_gradients(call);
  plan.clear_d_state();
  for (size_t i = 0; i < n_y; ++i)
    for (int l = 0; l < width; ++l) plan.d_output("y")[i * width + l] = random_bipolar(200 + lane0 + l, i);
  plan.rewind(call, d_w.data());
  std::vector<LayerResult> out(width);
  for (int l = 0; l < width; ++l) {
    auto lane_of = [&](const S* p, size_t n) {
      std::vector<double> v(n);
      for (size_t i = 0; i < n; ++i) v[i] = p[i * width + l];
      return v;
    };
    out[l] = {lane_of(plan.input("x"), n_x),  lane_of(plan.d_output("y"), n_y), {w.begin(), w.end()},
              lane_of(plan.output("y"), n_y), lane_of(plan.d_input("x"), n_x),  {d_w.begin(), d_w.end()}};
  }
  return out;
}

inline double residual_db(const std::vector<double>& a, const std::vector<double>& b) {
  double signal = 0, rest = 0;
  if (a.size() != b.size()) return 999;
  for (size_t i = 0; i < a.size(); ++i) {
    signal += a[i] * a[i];
    rest += (a[i] - b[i]) * (a[i] - b[i]);
  }
  return rest == 0 ? -999 : 10 * std::log10(rest / signal);
}

}  // namespace partials::test
