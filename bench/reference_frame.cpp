// SPDX-License-Identifier: MIT
// One frame (10 ms) of the reference preset in the engine, at 16 kHz in blocks of a frame: CPU time with
// weights in fp32, compared with the time to read the decoder's 17 MB of them once, which is the limit of
// any program that stores them so; and with matrices quantised to bytes, as the preset is trained
// (graph/byte_weights.h). --peer prints the ratio of both to the same decoder as a TorchScript model
// (bench/peers/reference_frame_torch.py, which has no reverb; ours is timed with and without). usage:
// reference_frame [--peer]
#include <cstring>

#include "families/instrument/train/voice_cost.h"
#include "graph/byte_weights.h"
#include "graph/plan.h"
#include "measure.h"
#include "model/templates.h"
#include "notes.h"

using namespace partials;

namespace {

// The cost of a frame in ms; `dry`: without the room; `bytes`: with matrices quantised to bytes.
double frame_ms(Graph graph, bool dry, bool bytes) {
  if (dry) {
    std::erase_if(graph.nodes, [](const Node& n) { return n.id == "room"; });
    graph.outputs["audio"] = "sum.out";
  }
  const WeightTable table = must(Plan<float>::compile(graph, {})).weights();
  std::vector<float> weights = initial_weights(table, 1);
  if (bytes) round_to_bytes(table, weights.data());
  return 1e-3 * must(measure_voice_cost(graph, weights, 16000, 160, 1.0, 10)).mean_block_us;
}

typedef float Wide __attribute__((vector_size(32)));

// Time in ms to read n floats once, in eight streams of sums.
__attribute__((target("avx2"), noinline)) double read_ms(const std::vector<float>& x) {
  Wide sums[8] = {}, part;
  const double ms = best_ms(50, [&] {
    for (size_t i = 0; i + 64 <= x.size(); i += 64)
      for (size_t k = 0; k < 8; ++k) {
        std::memcpy(&part, x.data() + i + 8 * k, sizeof part);
        sums[k] += part;
      }
    __asm__ volatile("" : : "r"(sums) : "memory");
  });
  return ms;
}

}  // namespace

int main(int argc, char** argv) {
  const Graph graph = must(graph_template("reference"));
  const double wet[2] = {frame_ms(graph, false, false), frame_ms(graph, false, true)},
               dry[2] = {frame_ms(graph, true, false), frame_ms(graph, true, true)};
  const size_t weights = must(Plan<float>::compile(graph, {})).weights().size;
  const double reading = read_ms(std::vector<float>(weights, 1.f));
  std::printf(
      "%s: one frame of the reference preset, fp32 weights %.3f ms, without its room %.3f ms; reading its "
      "%.1f MB of weights once takes %.3f ms\n",
      name_of(best_isa()), wet[0], dry[0], 4e-6 * static_cast<double>(weights), reading);
  std::printf("its matrices rounded to bytes %.3f ms, without its room %.3f ms\n", wet[1], dry[1]);
  if (argc < 2 || std::strcmp(argv[1], "--peer")) return 0;
  double best = 0, median = 0;
  if (std::sscanf(ask_peer("reference_frame_torch.py").c_str(), "%lf %lf", &best, &median) != 2) return 1;
  std::printf(
      "TorchScript, one thread, no room: %.2f ms at best, %.2f in the median; ours is %.1f times faster in "
      "fp32 (%.1f with the room), %.1f in bytes "
      "(%.1f)\n",
      best, median, best / dry[0], best / wet[0], best / dry[1], best / wet[1]);
}
