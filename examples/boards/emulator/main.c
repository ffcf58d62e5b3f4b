/* SPDX-License-Identifier: MIT
 * An exported violin on an emulated Cortex-M7: plays a scale into violin.wav and counts its instructions.
 * QEMU with -icount shift=0 lets an instruction take 1 ns, and SysTick runs at 25 MHz here, so that a tick is
 * 40 of them. */
#include "semihosting.h"
#include "violin_board.h"

enum { kBlock = 48, kNote = VIOLIN_RATE_HZ / 2 / kBlock, kNotes = 8 };

static _Alignas(16) unsigned char memory[VIOLIN_MEMORY_BYTES];
static volatile uint32_t* const systick = (volatile uint32_t*)0xE000E010; /* control, reload, value */

static void write_head(int file, uint32_t frames) { /* WAV, two channels of 16 bits */
  const uint32_t bytes = frames * 4;
  const uint32_t head[11] = {0x46464952,     36 + bytes,         0x45564157, 0x20746d66, 16,   0x00020001,
                             VIOLIN_RATE_HZ, VIOLIN_RATE_HZ * 4, 0x00100004, 0x61746164, bytes};
  write_to(file, head, sizeof head);
}

static int16_t pcm(float x) { return (int16_t)(32767 * (x < -1 ? -1 : x > 1 ? 1 : x)); }

int main(void) {
  static const int keys[kNotes] = {69, 71, 73, 74, 76, 78, 80, 81};
  systick[1] = 0xffffff;
  systick[2] = 0;
  systick[0] = 5; /* the processor's clock, no interrupt */
  partials_board* b = partials_board_init(&violin, memory, sizeof memory);
  const int file = open_to_write("violin.wav");
  if (!b || file < 0) return 1;
  write_head(file, (uint32_t)(kNotes + 1) * kNote * kBlock);
  uint64_t all = 0;
  uint32_t blocks = 0, most = 0;
  for (int n = 0; n <= kNotes; ++n) {
    if (n) partials_board_note_off(b, keys[n - 1]);
    if (n < kNotes) partials_board_note_on(b, keys[n], 0.8f);
    for (int i = 0; i < kNote; ++i) {
      float left[kBlock], right[kBlock];
      int16_t out[2 * kBlock];
      const uint32_t before = systick[2];
      partials_board_process(b, left, right, kBlock);
      const uint32_t instructions = ((before - systick[2]) & 0xffffff) * 40;
      all += instructions;
      most = instructions > most ? instructions : most;
      ++blocks;
      for (int k = 0; k < kBlock; ++k) {
        out[2 * k] = pcm(left[k]);
        out[2 * k + 1] = pcm(right[k]);
      }
      write_to(file, out, sizeof out);
    }
  }
  print("violin.wav is written. Instructions a sample: ");
  print_number((uint32_t)(all / blocks / kBlock));
  print(" on average, ");
  print_number(most / kBlock);
  print(" in the busiest block of 48.\n");
  return close_file(file) ? 1 : 0;
}
