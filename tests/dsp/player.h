// SPDX-License-Identifier: MIT
// Plays one processor for the fact tests: wires as functions of time, settings and control positions by name.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "graph/plan.h"
#include "graph/registry.h"

namespace partials::test {

using Signal = std::function<double(int64_t time, int channel)>;  // time in frames or samples, as the wire

struct Wire {
  Rate rate;
  int channels;
  Signal signal;
};

struct Player {
  std::map<std::string, Wire> wires = {};
  std::map<std::string, double> settings = {};
  int rate_hz = 48000;
  double band_hz = 16000;
  int64_t hop_den = 250;
  int block = 512;
  std::map<std::string, double> weights = {};  // by name; the others start as the processor says

  // Output `id` over `samples` from a lane's absolute sample `from` on (which must start a frame).
  std::vector<float> play(const std::string& processor, int samples, const std::string& id = "out",
                          int64_t from = 0) const {
    Graph g;
    g.band_hz = band_hz;
    g.hop_den = hop_den;
    Node node{"node", processor, settings, {}};
    for (auto& [port, wire] : wires) {
      g.inputs.push_back({port, wire.rate, wire.channels});
      node.in[port] = "in." + port;
    }
    g.nodes = {node};
    g.outputs[id] = "node." + id;
    auto made = Plan<float>::compile(g, {.rate_hz = rate_hz, .max_samples = block});
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().text);
    Plan<float> plan = std::move(made).value();
    auto values = initial_weights(plan.weights(), 1);
    for (const WeightEntry& e : plan.weights().entries)
      if (const auto set = weights.find(e.name.substr(e.name.find('.') + 1)); set != weights.end())
        std::fill_n(values.begin() + static_cast<ptrdiff_t>(e.offset), e.size(),
                    static_cast<float>(set->second));
    plan.set_weights(values.data());
    std::vector<float> out;
    for (int64_t at = from; at < from + samples;) {
      const Call c =
          next_call(plan.clock(), at, static_cast<int>(std::min<int64_t>(block, from + samples - at)));
      for (auto& [port, wire] : wires) {
        const int n = wire.rate == Rate::frame ? c.frames : c.samples;
        const int64_t first = wire.rate == Rate::frame ? c.frame : at;
        for (int t = 0; t < n; ++t)
          for (int ch = 0; ch < wire.channels; ++ch)
            plan.input(port)[static_cast<size_t>(t) * wire.channels + ch] =
                static_cast<float>(wire.signal(first + t, ch));
      }
      plan.run(c);
      const int n = plan.output_rate(id) == Rate::frame ? c.frames : c.samples;
      out.insert(out.end(), plan.output(id),
                 plan.output(id) + static_cast<size_t>(n) * plan.channels("node." + id));
      at += c.samples;
    }
    return out;
  }
};

inline Wire control(double value) {
  return {Rate::frame, 1, [value](int64_t, int) { return value; }};
}
inline Wire sine(double hz, int rate_hz) {
  return {Rate::sample, 1,
          [=](int64_t t, int) { return std::sin(2 * M_PI * hz * static_cast<double>(t) / rate_hz); }};
}

// Amplitude of the component at hz over [from, to), by projection on sine and cosine.
inline double amplitude_at(const std::vector<float>& x, double hz, int rate_hz, size_t from, size_t to) {
  double re = 0, im = 0;
  for (size_t i = from; i < to; ++i) {
    const double window =
        1 - std::cos(2 * M_PI * (static_cast<double>(i - from) + 0.5) / static_cast<double>(to - from));
    re += window * x[i] * std::cos(2 * M_PI * hz * static_cast<double>(i) / rate_hz);
    im += window * x[i] * std::sin(2 * M_PI * hz * static_cast<double>(i) / rate_hz);
  }
  return 2 * std::hypot(re, im) / static_cast<double>(to - from);
}
inline double db_at(const std::vector<float>& x, double hz, int rate_hz, size_t from, size_t to) {
  return 20 * std::log10(amplitude_at(x, hz, rate_hz, from, to) + 1e-12);
}

// How far the component near hz is from it, in cents: the turn of its phase over half a second from a quarter
// second on.
inline double cents_off(const std::vector<float>& x, double hz, int rate_hz) {
  double turns = 0, last = 0;
  for (int part = 0; part < 50; ++part) {
    double re = 0, im = 0;
    for (int i = 0; i < rate_hz / 25; ++i) {
      const size_t n = static_cast<size_t>(rate_hz / 4 + part * (rate_hz / 100) + i);
      const double w = 1 - std::cos(2 * M_PI * (i + 0.5) / (rate_hz / 25));
      re += w * x[n] * std::cos(2 * M_PI * hz * static_cast<double>(n) / rate_hz);
      im -= w * x[n] * std::sin(2 * M_PI * hz * static_cast<double>(n) / rate_hz);
    }
    const double phase = std::atan2(im, re) / (2 * M_PI);
    if (part) turns += std::remainder(phase - last, 1.0);
    last = phase;
  }
  return 1200 * std::log2(1 + turns / 0.49 / hz);
}

}  // namespace partials::test
