/* SPDX-License-Identifier: MIT
 * The phrase on an emulated Cortex-M7: raw floats into the file phrase.raw, and instructions counted by
 * SysTick. QEMU with -icount shift=0 lets one instruction take 1 ns, and the timer of the mps2-an500 runs at
 * 25 MHz, so that a tick is 40 instructions. Each call of process() is counted by itself, with the few
 * instructions around it. */
#include "../../examples/boards/emulator/semihosting.h"
#include "play_phrase.h"
#include BOARD_HEADER

#ifndef PHRASE_SAMPLES
#define PHRASE_SAMPLES kPhraseSamples
#endif

static _Alignas(16) unsigned char memory[BOARD_MEMORY];
static volatile uint32_t* const systick = (volatile uint32_t*)0xE000E010; /* control, reload, value */
static int out;
static uint64_t ticks;
static uint32_t samples, worst_per_sample, worst_two; /* instructions a sample; two: while two voices sound */

static void process(partials_board* b, float* left, float* right, int n) {
  const int voices = partials_board_sounding(b);
  const uint32_t before = systick[2];
  partials_board_process(b, left, right, n);
  const uint32_t t = (before - systick[2]) & 0xffffff;
  static float both[2 * kPhraseBlock];
  for (int i = 0; i < n; ++i) {
    both[2 * i] = left[i];
    both[2 * i + 1] = right[i];
  }
  write_to(out, both, (uint32_t)n * 8);
  ticks += t;
  samples += (uint32_t)n;
  if (n != kPhraseBlock) return;
  const uint32_t per_sample = t * 40 / kPhraseBlock;
  if (voices > 1) {
    if (worst_two < per_sample) worst_two = per_sample;
  } else if (worst_per_sample < per_sample) {
    worst_per_sample = per_sample;
  }
}

static void say(const char* name, uint32_t n) {
  print(name);
  print(" ");
  print_number(n);
  print("\n");
}

int main(void) {
  systick[1] = 0xffffff;
  systick[2] = 0;
  systick[0] = 5; /* the processor's clock, no interrupt */
  if ((out = open_to_write("phrase.raw")) < 0) return 1;
  partials_board* b = partials_board_init(&BOARD_MODEL, memory, sizeof memory);
  if (!b) return 2;
  play_phrase(b, PHRASE_SAMPLES, process);
  say("memory_needed", partials_board_memory(&BOARD_MODEL));
  say("memory_given", sizeof memory);
  say("mean_instructions", (uint32_t)(ticks * 40 / samples));
  say("worst_block", worst_per_sample);
  say("worst_block_two_voices", worst_two);
  return close_file(out) ? 1 : 0;
}
