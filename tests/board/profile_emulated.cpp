// SPDX-License-Identifier: MIT
// Where the instructions go on an emulated Cortex-M7: one note, counted by SysTick (play_emulated.c) around
// every node, in calls at which a frame begins and in the others. `partials export --fit` has its figures
// from here.
#include <cstring>

#include "../../examples/boards/emulator/semihosting.h"
#include "processor.h"
#include BOARD_HEADER

namespace {

using namespace partials;

constexpr int kMost = 64, kBlock = 48;
volatile uint32_t* const systick = reinterpret_cast<volatile uint32_t*>(0xE000E010);

partials_board_processor timed_processors[kMost];
partials_board_node nodes[kMost];
const partials_board_processor* original[kMost];
uint32_t ticks[kMost][2], calls[kMost][2];

void timed(const Setup& s, const Call& call, const Io<float>& io) noexcept {
  int i = 0;
  while (nodes[i].key != s.node_key) ++i;
  const int kind = call.frames ? 0 : 1;
  const uint32_t before = systick[2];
  original[i]->kernel.forward(s, call, io);
  ticks[i][kind] += (before - systick[2]) & 0xffffff;
  ++calls[i][kind];
}

void say(const char* name, uint32_t n) {
  print(name);
  print_number(n);
}

alignas(16) unsigned char memory[BOARD_MEMORY];

}  // namespace

extern "C" int main() {
  systick[1] = 0xffffff;
  systick[2] = 0;
  systick[0] = 5;
  partials_board_model m = BOARD_MODEL;
  for (int i = 0; i < m.n_nodes; ++i) {
    nodes[i] = m.nodes[i];
    original[i] = nodes[i].processor;
    timed_processors[i] = *nodes[i].processor;
    timed_processors[i].kernel.forward = timed;
    nodes[i].processor = &timed_processors[i];
  }
  m.nodes = nodes;
  partials_board* b = partials_board_init(&m, memory, sizeof memory);
  if (!b) return 2;
  partials_board_note_on(b, KEY, 0.8f);
  static float left[kBlock], right[kBlock];
  for (int i = 0; i < 100; ++i) partials_board_process(b, left, right, kBlock);
  std::memset(ticks, 0, sizeof ticks);
  std::memset(calls, 0, sizeof calls);
  uint32_t all = 0, with_frame = 0, n_with_frame = 0;
  for (int i = 0; i < 400; ++i) {
    const uint32_t frames = calls[0][0], before = systick[2];
    partials_board_process(b, left, right, kBlock);
    const uint32_t t = (before - systick[2]) & 0xffffff;
    all += t;
    if (calls[0][0] != frames) {
      with_frame += t;
      ++n_with_frame;
    }
  }
  say("block ", all * 40 / 400);
  say(", with a frame ", with_frame * 40 / n_with_frame);
  print("\n");
  for (int i = 0; i < m.n_nodes; ++i) {
    print(original[i]->info.id);
    say(" frame ", calls[i][0] ? ticks[i][0] * 40 / calls[i][0] : 0);
    say(" rest ", calls[i][1] ? ticks[i][1] * 40 / calls[i][1] : 0);
    print("\n");
  }
  return 0;
}
