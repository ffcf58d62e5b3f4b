// SPDX-License-Identifier: MIT
// Response of a model to fast and even playing (tests/support/note_share.h), as a table for
// docs/quality.md: a scale at 12 notes per second, the same in mono with overlapping keys, one key repeated
// sixteen times over the whole range, neighbouring held keys. usage: keys [MODEL...]; default: the factory
// set
#include <cstdio>
#include <filesystem>
#include <string>

#include "families/model_loading.h"
#include "notes.h"
#include "support/factory_models.h"
#include "support/note_share.h"

using namespace partials;
namespace fs = std::filesystem;

namespace {

constexpr double kOverlapS = 0.02;

struct Worst {
  double db = 0;
  int key = 0;
  void see(double x, int at) {
    if (x > db) {
      db = x;
      key = at;
    }
  }
};

void print_row(const std::string& path) {
  const Model m = must(load_model(path));
  const int low = fast_run::lowest(m), high = fast_run::highest(m);
  const std::vector<double> held = fast_run::held_levels_db(m, low, high);
  const auto notes = fast_run::scale(m, fast_run::kStepS - 1 / 120.0),
             overlapping = fast_run::scale(m, fast_run::kStepS + kOverlapS);
  InstrumentSettings mono;
  mono.mono = true;
  const fast_run::Run fast = fast_run::measure(fast_run::play(m, notes), notes, held);
  const fast_run::Run slurred = fast_run::measure(fast_run::play(m, overlapping, mono), overlapping, held);
  Worst step, staccato, long_notes;
  for (int key = low; key <= high; ++key) {
    if (key > low)
      step.see(std::fabs(held[static_cast<size_t>(key)] - held[static_cast<size_t>(key) - 1]), key);
    staccato.see(fast_run::spread_db(m, key, 0.06, 0.065), key);
    long_notes.see(fast_run::spread_db(m, key, 0.4, 0.1), key);
  }
  std::printf("| %s | %.2f, %.2f | %.1f | %.1f | %.2f, %.2f | %.1f (%d) | %.1f (%d) | %.1f (%d) |\n",
              fs::path(path).stem().string().c_str(), fast.median_share, fast.least_share, fast.under_held_db,
              fast.neighbours_db, slurred.median_share, slurred.least_share, staccato.db, staccato.key,
              long_notes.db, long_notes.key, step.db, step.key);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> models =
      argc > 1 ? std::vector<std::string>(argv + 1, argv + argc) : test::factory_models();
  std::printf(
      "| | fast: share, least | under held, dB | neighbours, dB | mono: share, least | 16 times 60 ms, dB "
      "(key) "
      "| 16 times 0.4 s, dB (key) | next key, held, dB (key) |\n|---|---|---|---|---|---|---|---|\n");
  for (const std::string& path : models) print_row(path);
}
