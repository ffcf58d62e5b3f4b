// SPDX-License-Identifier: MIT
// Latency of the effect: from a sung onset (the input is 40 dB below its steady level) until the output is
// within 20 dB of its steady level and within 50 cents of the sung pitch; the limit is two periods and 5
// ms. The test voice: partials falling by 9 dB per octave, 15 ms of attack, vibrato from the start, breath
// 50 dB below; 64 onsets per pitch at different positions between frames. The output's pitch at a time is
// the lag at which the following two periods repeat best (normalised correlation of at least 0.8), so noise
// does not count. usage: effect_latency [MODEL.partials] (without one: the standard preset, untrained)
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "base/random.h"
#include "families/families.h"
#include "families/instrument/instrument_model.h"
#include "families/model_loading.h"
#include "graph/plan.h"
#include "model/templates.h"
#include "play/engine.h"

using namespace partials;

namespace {

constexpr int kRate = 48000, kOnsets = 64;
constexpr double kSteadyS = 0.6, kAttackS = 0.015, kPi = 3.14159265358979;

std::vector<float> sung(double f0, int onset, uint64_t seed) {
  std::vector<float> x(static_cast<size_t>(onset + kSteadyS * kRate));
  double phase = 0;
  for (size_t i = static_cast<size_t>(onset); i < x.size(); ++i) {
    const double t = (static_cast<double>(i) - onset) / kRate;
    phase += 2 * kPi * f0 * std::exp2(20 * std::sin(2 * kPi * 5.5 * t) / 1200) / kRate;
    double y = 0;
    for (int k = 1; k * f0 < 8000; ++k) y += std::pow(k, -1.5) * std::sin(k * phase + k * k);
    x[i] = static_cast<float>(std::min(1.0, t / kAttackS) * 0.1 * y) + 0.0003f * random_bipolar(seed, i);
  }
  return x;
}

double level(const std::vector<float>& x, size_t from, size_t n) {
  double sum = 0;
  for (size_t i = from; i < from + n && i < x.size(); ++i) sum += static_cast<double>(x[i]) * x[i];
  return std::sqrt(sum / static_cast<double>(n));
}

// Does x repeat from `at` on at this pitch, within 50 cents?
bool sounds_right(const std::vector<float>& x, size_t at, double f0) {
  const double period = kRate / f0;
  const int n = static_cast<int>(period + 0.5);
  double best = 0;
  int best_lag = 0;
  for (int lag = static_cast<int>(0.6 * period); lag <= static_cast<int>(1.5 * period); ++lag) {
    double xy = 0, xx = 1e-20, yy = 1e-20;
    for (int i = 0; i < n; ++i) {
      const double a = x[at + static_cast<size_t>(i)], b = x[at + static_cast<size_t>(i + lag)];
      xy += a * b;
      xx += a * a;
      yy += b * b;
    }
    if (const double r = xy / std::sqrt(xx * yy); r > best) {
      best = r;
      best_lag = lag;
    }
  }
  const double slack = 0.6 / period;  // half a sample of lag, the resolution at high pitches
  return best > 0.8 && std::fabs(std::log2(best_lag / period)) < 50.0 / 1200 + slack;
}

double measure_s(Engine& engine, double f0, int onset, uint64_t seed) {
  const auto in = sung(f0, onset, seed);
  std::vector<float> out(in.size() + 4800), right(out.size());
  engine.reset();
  for (size_t at = 0; at + 64 <= in.size(); at += 64) {
    const float* source[] = {in.data() + at};
    float* sink[] = {out.data() + at, right.data() + at};
    engine.process({source, 1, sink, 2, 64, {}});
  }
  const size_t period = static_cast<size_t>(kRate / f0 + 1),
               steady_at = static_cast<size_t>(onset + 0.3 * kRate);
  const double steady_in = level(in, steady_at, 9600), steady_out = level(out, steady_at, 9600);
  size_t begun = static_cast<size_t>(onset);
  while (begun < in.size() && std::fabs(in[begun]) < 0.01 * steady_in) ++begun;
  for (size_t at = begun; at < steady_at; ++at)
    if (level(out, at, period) > 0.1 * steady_out && sounds_right(out, at, f0))
      return static_cast<double>(at - begun) / kRate;
  return 1;
}

std::shared_ptr<const Model> untrained() {
  auto m = std::make_shared<Model>();
  m->graph = graph_template("standard").value();
  m->table = Plan<float>::compile(m->graph, {}).value().weights();
  m->weights = initial_weights(m->table, 1);
  edit_instrument_part(*m).known = {150, 2000, -50, -10, -22};
  return m;
}

}  // namespace

int main(int argc, char** argv) {
  std::shared_ptr<const Model> model = untrained();
  if (argc > 1) {
    auto loaded = load_model(argv[1]);
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().text.c_str());
      return 1;
    }
    model = std::make_shared<const Model>(std::move(loaded).value());
  }
  std::printf("pitch       lowest note   declared   measured: median, worst of %d   limit    worst / limit\n",
              kOnsets);
  for (const double f0 : {200.0, 262.0, 330.0, 440.0, 587.0, 784.0, 1000.0}) {
    Engine engine(PlayerKind::effect, sound_maker());
    engine.set_value(kLowestNote, 43);
    if (auto r = engine.load(model); !r) {
      std::fprintf(stderr, "%s\n", r.error().text.c_str());
      return 1;
    }
    if (auto r = engine.prepare(kRate, 64); !r) {
      std::fprintf(stderr, "%s\n", r.error().text.c_str());
      return 1;
    }
    std::vector<double> ms;
    for (int i = 0; i < kOnsets; ++i)
      ms.push_back(1000 * measure_s(engine, f0, 9600 + 7 * i, static_cast<uint64_t>(i)));
    std::sort(ms.begin(), ms.end());
    const double limit = 2000 / f0 + 5;
    std::printf("%6.0f Hz     %-10s %7.1f ms   %6.1f %6.1f ms                    %5.1f ms  %5.2f\n", f0,
                text_of(kLowestNote, engine.value(kLowestNote)).c_str(),
                1000.0 * engine.latency_samples() / kRate, ms[ms.size() / 2], ms.back(), limit,
                ms.back() / limit);
  }
}
