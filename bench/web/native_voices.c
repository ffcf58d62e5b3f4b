/* SPDX-License-Identifier: MIT
 * native_voices MODEL VOICES SECONDS: what bench/web/voices.mjs does, over partials.h on this machine; prints seconds of CPU time. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "partials/partials.h"

enum { kBlock = 128, kRate = 48000 };

int main(int argc, char** argv) {
  if (argc != 4) return fprintf(stderr, "usage: native_voices MODEL VOICES SECONDS\n"), 2;
  partials_player* player = partials_create(PARTIALS_INSTRUMENT);
  if (!player || partials_load_file(player, argv[1]) || partials_prepare(player, kRate, kBlock)) return fprintf(stderr, "%s\n", partials_last_error(player)), 1;
  const int voices = atoi(argv[2]), blocks = (int)(atof(argv[3]) * kRate / kBlock);
  float left[kBlock], right[kBlock];
  float* out[] = {left, right};
  partials_event events[32];
  double energy = 0;
  const clock_t begin = clock();
  for (int b = 0; b < blocks; ++b) {
    partials_block block = {NULL, out, 0, 2, kBlock, 0, events};
    for (int v = 0; b == 0 && v < voices; ++v) {
      partials_event e = PARTIALS_EVENT_INIT;
      e.port = 0;
      e.midi[0] = 0x90, e.midi[1] = (uint8_t)(55 + 3 * v), e.midi[2] = 90;
      events[block.event_count++] = e;
    }
    partials_process(player, &block);
    for (int i = 0; i < kBlock; ++i) energy += (double)left[i] * left[i];
  }
  printf("%.4f %.9g\n", (double)(clock() - begin) / CLOCKS_PER_SEC, energy);
  partials_destroy(player);
  return 0;
}
