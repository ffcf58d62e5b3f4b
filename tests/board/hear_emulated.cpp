// SPDX-License-Identifier: MIT
// The analyser of an effect on an emulated Cortex-M7: a sawtooth that rises from 110 to 880 Hz in two
// seconds, in blocks of 48 at 48 kHz, counted by SysTick (play_emulated.c). It is not in
// libpartials_board.a; docs/boards.md says what it would take.
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "../../examples/boards/emulator/semihosting.h"
#include "analysis/analyser.h"

namespace {

using namespace partials;

constexpr int kRate = 48000, kBlock = 48, kBlocks = 2000;
constexpr int kLong = 10;  // blocks, for those who can wait so long
#ifndef LOWEST_HZ
#define LOWEST_HZ 98  // G2, the lowest note of an effect unless another one is set
#endif
constexpr double kLowHz = 110, kHighHz = 880;
volatile uint32_t* const systick = reinterpret_cast<volatile uint32_t*>(0xE000E010);

alignas(16) char heap[1 << 20];
uint32_t heap_used = 0;

void say(const char* name, uint32_t n) {
  print(name);
  print_number(n);
  print("\n");
}

}  // namespace

extern "C" void* _sbrk(int bytes) {
  void* const at = heap + heap_used;
  heap_used += static_cast<uint32_t>(bytes);
  return at;
}

extern "C" int main() {
  systick[1] = 0xffffff;
  systick[2] = 0;
  systick[0] = 5;
  static Analyser analyser;
  new (&analyser) Analyser;  // nothing runs constructors before main
  AnalyserSettings settings;
  settings.min_hz = LOWEST_HZ;
#ifdef PITCH_HOP_S
  settings.pitch_hop_s = PITCH_HOP_S;
#endif
  if (!analyser.prepare(kRate, settings)) return 1;
  analyser.reset();
  uint64_t all = 0;
  uint32_t busiest = 0, busiest_long = 0, phase = 0, last[kLong] = {}, sum = 0;
  double hz = kLowHz, off_cents = 0;
  for (int block = 0; block < kBlocks; ++block) {
    float in[kBlock];
    hz = kLowHz * std::pow(kHighHz / kLowHz, static_cast<double>(block) / kBlocks);
    const auto step = static_cast<uint32_t>(hz / kRate * 4294967296.0);
    for (float& x : in) x = 0.2f * static_cast<float>(static_cast<int32_t>(phase += step)) / 2147483648.f;
    const uint32_t before = systick[2];
    analyser.process(in, kBlock);
    const uint32_t ticks = (before - systick[2]) & 0xffffff;
    all += ticks;
    busiest = ticks > busiest ? ticks : busiest;
    sum += ticks - last[block % kLong];
    last[block % kLong] = ticks;
    busiest_long = sum > busiest_long ? sum : busiest_long;
    const double heard = static_cast<double>(analyser.newest().f0_hz);
    if (block > 100 && heard > 0) off_cents = std::fmax(off_cents, std::fabs(1200 * std::log2(heard / hz)));
    if (block > 100 && heard <= 0) off_cents = 1e4;
  }
  say("hear_mean ", static_cast<uint32_t>(all * 40 / kBlocks / kBlock));
  say("hear_busiest_block ", busiest * 40 / kBlock);
  say("hear_busiest_480_samples ", busiest_long * 40 / kBlock / kLong);
  say("hear_memory ", heap_used + static_cast<uint32_t>(sizeof analyser));
  say("hear_off_cents ", static_cast<uint32_t>(off_cents));
  return off_cents < 100 ? 0 : 1;  // a rising tone is heard late: 25 cents in 14 ms
}
