// SPDX-License-Identifier: MIT
// Input to listen to one processor: a click and a note twice a second into its signal inputs, and its
// controls swept one after the other through their whole ranges (logarithmically for exponential ranges),
// kSweepS each; a control with many channels gets a peak that moves over them. The other controls stay in the
// middle.
#pragma once
#include <numbers>

#include "base/random.h"
#include "support/bench_graph.h"

namespace partials::test {

inline constexpr int kListenRate = 44100;
inline constexpr double kSweepS = 2;

struct Swept {
  std::vector<std::string> order;       // ids of the swept controls
  std::vector<std::vector<float>> out;  // [port][time][channel]
  Spec spec;
  double hop_s = 0;
};

// Full of partials up to 16 kHz, over some noise.
inline std::vector<float> click_and_note() {
  std::vector<float> x(kListenRate / 2);
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kListenRate,
                 fade = std::clamp(std::min((t - 0.1) / 0.01, (0.35 - t) / 0.01), 0.0, 1.0);
    if (i == 0) x[i] = 1;
    if (fade <= 0) continue;
    double sum = 0.3 * random_bipolar(1, i);
    for (int k = 1; k <= 16000 / 110; ++k) sum += std::sin(2 * std::numbers::pi * 110 * k * t) / k;
    x[i] = static_cast<float>(0.3 * fade * sum);
  }
  return x;
}

// turn: where its sweep stands, 0 to 1, or below 0 while it rests.
inline double swept_value(const Port& p, double turn, int channel, int channels) {
  double share = turn < 0 ? 0.5 : turn;
  if (channels > 1)
    share = turn < 0 ? 1.0 / (1 + channel)
                     : std::exp(-0.5 * std::pow((channel - turn * (channels - 1)) / (0.04 * channels), 2));
  return p.min > 0 && p.max > 8 * p.min ? p.min * std::pow(p.max / p.min, share)
                                        : p.min + (p.max - p.min) * share;
}

inline Swept sweep(const KernelSet& set) {
  constexpr int kBlock = 4096;
  auto b = Bench<float>::make(graph_for(set, {"wired", true, false, 24}),
                              {.rate_hz = kListenRate, .width = 1, .max_samples = kBlock});
  static const std::vector<float> signal = click_and_note();
  Swept s{
      {}, std::vector<std::vector<float>>(static_cast<size_t>(b.spec.n_out)), b.spec, b.plan.clock().hop_s()};
  int place[kMaxPorts];
  for (int i = 0; i < b.spec.n_in; ++i) {
    place[i] = static_cast<int>(s.order.size());
    if (b.spec.in[i].rate == Rate::frame) s.order.push_back(b.spec.in[i].id);
  }
  const auto samples =
      static_cast<int64_t>(kListenRate * kSweepS * static_cast<double>(std::max<size_t>(1, s.order.size())));
  b.plan.set_weights(b.weights.data());
  for (int64_t at = 0; at < samples;) {
    const Call call =
        next_call(b.plan.clock(), at, static_cast<int>(std::min<int64_t>(kBlock, samples - at)));
    b.fill(call, [&](int i, int64_t time, int channel, int) -> double {
      if (b.spec.in[i].rate == Rate::sample) return signal[static_cast<size_t>(time) % signal.size()];
      const double turn = static_cast<double>(time) * s.hop_s / kSweepS - place[i];
      return swept_value(b.spec.in[i], turn < 1 ? turn : -1, channel, b.setup.in_channels[i]);
    });
    b.plan.run(call);
    const auto out = b.outputs(call);
    for (size_t o = 0; o < out.size(); ++o) s.out[o].insert(s.out[o].end(), out[o].begin(), out[o].end());
    at += call.samples;
  }
  return s;
}

}  // namespace partials::test
