// SPDX-License-Identifier: MIT
// Latencies as a musician experiences them. Onset of the effect: from the input at -40 dB re its steady
// level until the output is within 20 dB of its steady level and within 50 cents of the sung pitch, and
// stays so. Noise alone does not count, because the pitch is measured as a repetition in the output over
// two and a half periods from the given moment.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "commands.h"
#include "support/sounds.h"

namespace partials::hosting {
namespace {

constexpr double kRate = 48000;
constexpr int kOnset = 24000, kLength = 60000;

// A harmonic tone without vibrato, with a linear attack, after half a second of silence.
std::vector<float> sung(double hz, double attack_s, double amplitude) {
  std::vector<float> x(kLength, 0.f);
  const int partials = static_cast<int>(10000 / hz);
  for (int i = kOnset; i < kLength; ++i) {
    const double t = (i - kOnset) / kRate, gain = std::min(1.0, attack_s > 0 ? t / attack_s : 1.0);
    double sum = 0;
    for (int k = 1; k <= partials; ++k) sum += std::sin(2 * 3.14159265358979 * k * hz * t + 0.7 * k) / k;
    x[static_cast<size_t>(i)] = static_cast<float>(
        amplitude * gain * (sum + 0.01 * static_cast<double>(random_bipolar(7, static_cast<uint64_t>(i)))));
  }
  return x;
}

double rms(const std::vector<float>& x, size_t from, size_t n) {
  double sum = 0;
  for (size_t i = from; i < from + n; ++i) sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
  return std::sqrt(sum / static_cast<double>(n));
}

// Finds a repetition of x at a lag near `period`, in a window of 1.5 periods; returns the best lag in
// samples, 0 if nothing repeats.
double lag_near(const std::vector<float>& x, size_t from, double period) {
  const auto window = static_cast<size_t>(1.5 * period);
  const auto similar = [&](size_t lag) {
    double both = 0, a = 0, b = 0;
    for (size_t i = 0; i < window; ++i) {
      const double p = static_cast<double>(x[from + i]), q = static_cast<double>(x[from + i + lag]);
      both += p * q;
      a += p * p;
      b += q * q;
    }
    return both / (std::sqrt(a * b) + 1e-12);
  };
  size_t best = 0;
  double most = 0.5;
  for (auto lag = static_cast<size_t>(0.7 * period); lag <= static_cast<size_t>(1.45 * period); ++lag)
    if (const double s = similar(lag); s > most) {
      most = s;
      best = lag;
    }
  if (best == 0) return 0;
  const double l = similar(best - 1), r = similar(best + 1), bend = l - 2 * most + r;
  return static_cast<double>(best) + (bend < 0 ? 0.5 * (l - r) / bend : 0);
}

// Samples from the onset of `in` until `out` keeps level and pitch for 60 ms; -1: never.
int onset_latency(const std::vector<float>& in, const std::vector<float>& out, double hz) {
  const double period = kRate / hz;
  const auto one = static_cast<size_t>(std::lround(period));
  const double steady_in = rms(in, 48000, 8 * one), steady_out = rms(out, 48000, 8 * one);
  size_t begun = kOnset;
  while (std::fabs(static_cast<double>(in[begun])) < 0.01 * std::sqrt(2.0) * steady_in) ++begun;
  const auto right = [&](size_t t) {
    const double lag = lag_near(out, t, period);
    return lag > 0 && std::fabs(1200 * std::log2(lag / period)) < 50 && rms(out, t, one) > 0.1 * steady_out;
  };
  for (size_t t = begun; t < kOnset + 12000; t += 4) {
    bool holds = true;
    for (size_t u = t; holds && u < t + 2880; u += 48) holds = right(u);
    if (holds) return static_cast<int>(t - begun);
  }
  return -1;
}

Result<void> effect(const std::string& plugin, const std::string& model) {
  std::printf(
      "Effect, onset (lowest note G3 = 196 Hz; ms, worst of five levels and starts); the bound is 2 periods "
      "+ 5 ms\n%8s %8s %14s %14s %14s\n",
      "Hz", "bound", "abrupt", "5 ms attack", "20 ms attack");
  int declared = 0;
  for (const double hz : {200.0, 220.0, 261.6, 329.6, 440.0, 587.3, 880.0}) {
    std::printf("%8.1f %8.1f", hz, 2000 / hz + 5);
    for (const double attack_s : {0.0, 0.005, 0.02}) {
      int worst = 0;
      for (int turn = 0; turn < 5; ++turn) {
        auto opened = ready(plugin, PlayerKind::effect, model, kRate, 64);
        if (!opened) return opened.error();
        Hosted& p = *opened.value();
        (void)play(p, {64, {parameter(0, kLowestNote, 55)}, {}, {64}});
        if (auto again = p.activate(kRate, 64); !again) return again;
        declared = p.latency_samples();
        const std::vector<float> in = sung(hz * std::exp2(0.013 * turn), attack_s, 0.05 * (turn + 1));
        const StereoSound heard = play(p, {kLength, {}, in, {64}});
        const int late = onset_latency(in, heard.left, hz * std::exp2(0.013 * turn));
        worst = late < 0 || worst < 0 ? -1 : std::max(worst, late);
      }
      if (worst < 0)
        std::printf(" %14s", "not reached");
      else
        std::printf(" %14.1f", 1000 * worst / kRate);
    }
    std::printf("\n");
  }
  std::printf("Reported latency: %d samples, %.1f ms.\n", declared, 1000 * declared / kRate);
  return {};
}

Result<void> dry(const std::string& plugin, const std::string& model) {
  auto opened = ready(plugin, PlayerKind::effect, model, kRate, 64);
  if (!opened) return opened.error();
  Hosted& p = *opened.value();
  for (const int index : {static_cast<int>(kBypass), static_cast<int>(kMix)}) {
    p.reset();
    Script s{48000,
             {parameter(0, kBypass, 0), parameter(0, kMix, 100),
              parameter(1, index, index == kBypass ? 1.f : 0.f)},
             std::vector<float>(48000, 0.f),
             {64}};
    s.in[24000] = 0.5f;
    const StereoSound heard = play(p, s);
    const auto at = std::max_element(heard.left.begin(), heard.left.end()) - heard.left.begin();
    std::printf("%s: measured latency of an impulse %td samples, declared %d\n",
                index == kBypass ? "Bypass" : "Dry (mix 0 %)", at - 24000, p.latency_samples());
  }
  return {};
}

Result<void> first_sample(const std::string& plugin, const std::string& model) {
  auto opened = ready(plugin, PlayerKind::instrument, model, kRate, 64);
  if (!opened) return opened.error();
  const auto note = [&](int at) {
    opened.value()->reset();
    return play(*opened.value(), {9600, {note_on(at, 69, 1)}, {}, {64}}).left;
  };
  const std::vector<float> at_zero = note(0);
  for (const int at : {1, 100, 1000}) {
    const bool same = std::equal(at_zero.begin(), at_zero.end() - at, note(at).begin() + at);
    std::printf("Instrument: a note at sample %d equals one at sample 0 shifted by %d, bit for bit: %s\n", at,
                at, same ? "yes" : "no");
  }
  return {};
}

}  // namespace

Result<void> latency(const std::string& plugin, const std::string& model) {
  auto file = ModelOnDisk::find(model);
  if (!file) return file.error();
  const auto kinds = kinds_of(plugin);
  if (kinds.empty()) return open_plugin(plugin, PlayerKind::instrument).error();
  for (const PlayerKind kind : kinds)
    for (const auto part :
         kind == PlayerKind::instrument ? std::vector{first_sample} : std::vector{dry, effect})
      if (auto r = part(plugin, file.value()->path()); !r) return r;
  return {};
}

}  // namespace partials::hosting
