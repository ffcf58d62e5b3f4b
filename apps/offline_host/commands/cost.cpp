// SPDX-License-Identifier: MIT
// Cost of an instrument at 48 kHz in blocks of 64. The same two seconds are played several times, and the
// minimum time of each block counts, which excludes interruptions by other programs. The frames of voices
// follow the start of their notes: they are spread over the blocks if notes start at different samples, and
// fall into one block if a sequencer starts them at the same sample; both are printed.
#include <algorithm>
#include <cstdio>
#include <numeric>

#include "base/clocks.h"
#include "base/random.h"
#include "commands.h"

namespace partials::hosting {
namespace {

constexpr int kBlock = 64, kPasses = 12, kNotesFrom = 40;
constexpr double kRate = 48000, kSeconds = 2;

std::vector<Event> chord(int voices, bool together) {
  std::vector<Event> events;
  for (int i = 0; i < voices; ++i)
    events.push_back(note_on(together ? 0 : static_cast<int>(9600 * random_unit(5, static_cast<uint64_t>(i))),
                             kNotesFrom + 3 * i, 0.8f));
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.time < b.time; });
  return events;
}

struct Times {
  std::vector<double> cpu, wall;  // us per block, minimum of all passes
  std::vector<double> all;        // us of CPU of every block of every pass
};

// Blocks after the last note has started.
Times measure(Hosted& p, const std::vector<Event>& events) {
  const int blocks = static_cast<int>(kSeconds * kRate / kBlock),
            first = events.empty() ? 0 : 9600 / kBlock + 1;
  Times t{std::vector<double>(static_cast<size_t>(blocks - first), 1e12),
          std::vector<double>(static_cast<size_t>(blocks - first), 1e12),
          {}};
  float left[kBlock], right[kBlock];
  float* out[] = {left, right};
  for (int pass = 0; pass < kPasses; ++pass) {
    p.reset();
    size_t next = 0;
    for (int b = 0; b < blocks; ++b) {
      std::vector<Event> now;
      for (; next < events.size() && events[next].time < (b + 1) * kBlock; ++next) {
        now.push_back(events[next]);
        now.back().time -= b * kBlock;
      }
      const double cpu = cpu_s(), wall = now_s();
      p.process({nullptr, 0, out, 2, kBlock, now});
      const double took = 1e6 * (cpu_s() - cpu), passed = 1e6 * (now_s() - wall);
      if (b < first || pass == 0) continue;
      const auto i = static_cast<size_t>(b - first);
      t.cpu[i] = std::min(t.cpu[i], took);
      t.wall[i] = std::min(t.wall[i], passed);
      t.all.push_back(took);
    }
  }
  return t;
}

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}
double quantile(std::vector<double> x, double q) {
  std::sort(x.begin(), x.end());
  return x[std::min(x.size() - 1, static_cast<size_t>(q * static_cast<double>(x.size())))];
}

void print(const char* name, const Times& t) {
  const double block_us = 1e6 * kBlock / kRate, m = mean(t.cpu), worst = quantile(t.cpu, 1);
  std::printf("%-32s %8.2f %% %9.2f %% %9.1f us %7.2f %9.1f %% %12.1f %%\n", name, 100 * m / block_us,
              100 * mean(t.wall) / block_us, worst, worst / m, 100 * quantile(t.cpu, 0.999) / block_us,
              100 * quantile(t.all, 0.999) / block_us);
}

}  // namespace

Result<void> cost(const std::string& plugin, const std::string& model) {
  auto file = ModelOnDisk::find(model);
  if (!file) return file.error();
  auto opened = ready(plugin, PlayerKind::instrument, file.value()->path(), kRate, kBlock);
  if (!opened) return opened.error();
  Hosted& p = *opened.value();
  std::printf("%s, %s: of one core, 48 kHz, blocks of %d (%.0f us)\n", plugin.c_str(), model.c_str(), kBlock,
              1e6 * kBlock / kRate);
  std::printf("%-32s %10s %11s %12s %7s %11s %14s\n", "", "mean CPU", "mean wall", "worst", "/mean", "p99.9",
              "p99.9 raw");
  print("no voice", measure(p, {}));
  print("1 voice", measure(p, chord(1, true)));
  print("16 voices, each at its sample", measure(p, chord(16, false)));
  print("16 voices, all at one sample", measure(p, chord(16, true)));
  return {};
}

Result<void> instances(const std::string& plugin, const std::string& model) {
  auto file = ModelOnDisk::find(model);
  if (!file) return file.error();
  constexpr int kInstances = 24, kWide = 256, kBlocks = 94;
  const auto kinds = kinds_of(plugin);
  if (kinds.empty()) return open_plugin(plugin, PlayerKind::instrument).error();
  for (const PlayerKind kind : kinds)
    for (const int voices : {1, 16}) {
      if (kind == PlayerKind::effect && voices > 1) continue;
      std::vector<std::unique_ptr<Hosted>> all;
      for (int i = 0; i < kInstances; ++i) {
        auto p = ready(plugin, kind, file.value()->path(), kRate, kWide);
        if (!p) return p.error();
        all.push_back(std::move(p).value());
      }
      std::vector<float> left(kWide), right(kWide);
      float* io[] = {left.data(), right.data()};
      double best = 1e12;
      for (int pass = 0; pass < 4; ++pass) {
        double sum = 0;
        for (int b = 0; b < kBlocks; ++b)
          for (auto& p : all) {
            std::vector<Event> now;
            if (pass == 0 && b == 0 && kind == PlayerKind::instrument) now = chord(voices, true);
            for (int i = 0; i < kWide; ++i)
              left[static_cast<size_t>(i)] = right[static_cast<size_t>(i)] =
                  0.2f * static_cast<float>(std::fmod(0.0068 * (b * kWide + i), 1.0) - 0.5);
            const double from = cpu_s();
            p->process({io, kind == PlayerKind::effect ? 2 : 0, io, 2, kWide, now});
            sum += cpu_s() - from;
          }
        if (pass) best = std::min(best, sum);
      }
      const double share = best / kInstances / (kBlocks * kWide / kRate);
      std::printf(
          "%-10s %2d voice%s: %6.3f %% of one core each, %5.0f instances per core (%d played in turn, blocks "
          "of %d)\n",
          kind == PlayerKind::effect ? "effect" : "instrument", voices, voices > 1 ? "s" : " ", 100 * share,
          1 / share, kInstances, kWide);
    }
  return {};
}

}  // namespace partials::hosting
