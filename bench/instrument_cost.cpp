// SPDX-License-Identifier: MIT
// Cost of an instrument during playing: 16 held notes of different pitch through the engine at 48 kHz,
// block 64, in thread CPU time and wall time. Prints mean, p99.9 and worst block against the limits (mean 5
// % of a core, worst at most three mean blocks, p99.9 at most a quarter of the block), and the number of
// such instances that one core plays. Each block's figure is the minimum of several identical passes, which
// excludes most other load. --bends: this many pitch bends in every block. usage: instrument_cost
// [PRESET...] [--seconds S] [--passes N] [--voices N] [--bends N]
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "base/clocks.h"
#include "families/families.h"
#include "graph/plan.h"
#include "model/templates.h"
#include "play/engine.h"

using namespace partials;

namespace {

constexpr int kRate = 48000, kBlock = 64;
constexpr double kBlockUs = 1e6 * kBlock / kRate;

std::shared_ptr<const Model> untrained(const std::string& preset) {
  auto graph = graph_template(preset);
  if (!graph) throw std::runtime_error(graph.error().text);
  auto m = std::make_shared<Model>();
  m->graph = std::move(graph).value();
  m->table = Plan<float>::compile(m->graph, {}).value().weights();
  m->weights = initial_weights(m->table, 1);
  return m;
}

// Notes start at different times, as a player's do, so their frames are spread.
void start_notes(Engine& engine, int voices, float* const* out) {
  for (int v = 0; v < voices; ++v) {
    Event e;
    e.kind = EventKind::note_on;
    e.channel = 0;
    e.key = static_cast<int16_t>(48 + 3 * v);
    e.value = 0.8f;
    e.time = 11 * v % kBlock;
    for (int b = 0; b < 1 + v % 3; ++b)
      engine.process(
          {nullptr, 0, out, 2, kBlock, b == 0 ? std::span<const Event>(&e, 1) : std::span<const Event>()});
  }
}

struct Cost {
  std::vector<double> cpu_us, wall_us;
};

// Vibrato by pitch bends, spread over the block.
std::vector<Event> bends(int count, size_t block) {
  std::vector<Event> events(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    Event& e = events[static_cast<size_t>(i)];
    const double turn = 0.05 * (static_cast<double>(block) + static_cast<double>(i) / count);
    e.status = 0xe0;
    e.data2 = static_cast<uint8_t>(64 + 60 * std::sin(turn));
    e.data1 = static_cast<uint8_t>(i & 127);
    e.time = i * kBlock / count;
  }
  return events;
}

Cost measure(Engine& engine, int voices, double seconds, int passes, int bent) {
  float left[kBlock], right[kBlock];
  float* out[] = {left, right};
  const auto blocks = static_cast<size_t>(seconds * kRate / kBlock);
  Cost c{std::vector<double>(blocks, 1e12), std::vector<double>(blocks, 1e12)};
  for (int pass = 0; pass < passes; ++pass) {
    engine.reset();
    start_notes(engine, voices, out);
    for (size_t b = 0; b < blocks; ++b) {
      const auto events = bends(bent, b);
      const double cpu = cpu_s(), wall = now_s();
      engine.process({nullptr, 0, out, 2, kBlock, events});
      c.wall_us[b] = std::min(c.wall_us[b], 1e6 * (now_s() - wall));
      c.cpu_us[b] = std::min(c.cpu_us[b], 1e6 * (cpu_s() - cpu));
    }
  }
  return c;
}

void print(const char* clock, std::vector<double> us) {
  std::sort(us.begin(), us.end());
  const double mean = std::accumulate(us.begin(), us.end(), 0.0) / static_cast<double>(us.size());
  const double p999 = us[static_cast<size_t>(0.999 * static_cast<double>(us.size() - 1))], worst = us.back();
  std::printf(
      "  %-5s mean %6.1f us = %5.2f %% of a core (limit 5: %4.2f)   worst %6.1f us = %4.2f means (limit 3: "
      "%4.2f)   p99.9 %6.1f us = %4.1f %% of the "
      "block (limit 25: %4.2f)   %5.1f instances a core\n",
      clock, mean, 100 * mean / kBlockUs, mean / kBlockUs / 0.05, worst, worst / mean, worst / mean / 3, p999,
      100 * p999 / kBlockUs, p999 / kBlockUs / 0.25, kBlockUs / mean);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"cost of sixteen voices"};
  std::vector<std::string> presets;
  double seconds = 4;
  int passes = 5, voices = 16, bent = 0;
  bool watched = false;
  app.add_option("PRESET", presets);
  app.add_option("--seconds", seconds);
  app.add_option("--passes", passes);
  app.add_option("--voices", voices);
  app.add_option("--bends", bent)->check(CLI::Range(0, kBlock));
  app.add_flag("--watched", watched, "as with an open window: fills the display feed in every block");
  CLI11_PARSE(app, argc, argv);
  if (presets.empty()) presets = {"standard", "small", "reference"};
  for (const std::string& preset : presets) {
    Engine engine(PlayerKind::instrument, sound_maker());
    if (auto r = engine.load(untrained(preset)); !r) {
      std::fprintf(stderr, "%s\n", r.error().text.c_str());
      return 1;
    }
    if (auto r = engine.prepare(kRate, kBlock); !r) {
      std::fprintf(stderr, "%s\n", r.error().text.c_str());
      return 1;
    }
    engine.display_feed().watched = watched;
    std::printf("%s, %d voices, %d Hz, block %d, %s, %.1f MiB\n", preset.c_str(), voices, kRate, kBlock,
                name_of(best_isa()), static_cast<double>(engine.memory_bytes()) / 1048576.0);
    const Cost c = measure(engine, voices, seconds, passes, bent);
    print("CPU", c.cpu_us);
    print("wall", c.wall_us);
  }
}
