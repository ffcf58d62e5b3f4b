/* SPDX-License-Identifier: MIT
 * The phrase on the exported model, compiled for this computer: raw floats, left and right in turn. */
#include <stdio.h>
#include <stdlib.h>

#include "play_phrase.h"
#include BOARD_HEADER

static FILE* out;

static void process(partials_board* b, float* left, float* right, int n) {
  partials_board_process(b, left, right, n);
  for (int i = 0; i < n; ++i) {
    const float both[2] = {left[i], right[i]};
    if (fwrite(both, sizeof both, 1, out) != 1) exit(1);
  }
}

static _Alignas(16) unsigned char memory[BOARD_MEMORY];

int main(int argc, char** argv) {
  if (argc != 2 || !(out = fopen(argv[1], "wb"))) return 1;
  if (partials_board_init(&BOARD_MODEL, memory, sizeof memory - 64 - 16)) return 2; /* too little: refused */
  if (partials_board_init(&BOARD_MODEL, memory + 4, sizeof memory - 4)) return 3;   /* not aligned: refused */
  partials_board* b = partials_board_init(&BOARD_MODEL, memory, sizeof memory);
  if (!b) return 4;
  play_phrase(b, kPhraseSamples, process);
  printf("memory %zu of %zu\n", partials_board_memory(&BOARD_MODEL), sizeof memory);
  return fclose(out) ? 1 : 0;
}
