/* SPDX-License-Identifier: MIT
 *
 * What every host plays, in C, so that a board can have it too: chords and bends as MIDI, macros, a change of
 * the model by a program change, and a voice that is sung. 48 kHz, blocks of 64. A program change is the last
 * sample of a block, and its model is loaded before the next block, because loading has no time of its own.
 */
#ifndef PARTIALS_EVERYWHERE_PHRASE_H
#define PARTIALS_EVERYWHERE_PHRASE_H
#include <stdint.h>

enum { PHRASE_RATE_HZ = 48000, PHRASE_BLOCK = 64, PHRASE_SAMPLES = 1500 * PHRASE_BLOCK };
enum { PHRASE_PROGRAM_AT = 826 * PHRASE_BLOCK - 1, PHRASE_PROGRAM = 1 };

/* status 0: the macro number data1 (0 is the first) becomes `value`. */
typedef struct phrase_event {
  int32_t sample;
  uint8_t status, data1, data2;
  float value;
} phrase_event;

/* A MIDI file has no macros, and its player no programs: it plays the rest. Soft enough that nothing is
 * turned down. */
static const phrase_event kPhrase[] = {
    {480, 0x90, 60, 72, 0},
    {4800, 0x90, 64, 64, 0},
    {6000, 0, 1, 0, 0.8f},
    {9637, 0x90, 67, 60, 0},
    {14400, 0xe0, 0, 80, 0},
    {16000, 0xe0, 0, 96, 0},
    {19200, 0xe0, 0, 64, 0},
    {20000, 0, 1, 0, 0.3f},
    {26000, 0x80, 60, 0, 0},
    {27000, 0x80, 64, 0, 0},
    {28834, 0x80, 67, 0, 0},
    {33000, 0x90, 72, 80, 0},
    {33000, 0x90, 55, 50, 0},
    {37000, 0xe0, 0, 40, 0},
    {39000, 0, 0, 0, 0.9f},
    {41000, 0xe0, 0, 64, 0},
    {48000, 0x80, 72, 0, 0},
    {49000, 0x80, 55, 0, 0},
    {PHRASE_PROGRAM_AT, 0xc0, PHRASE_PROGRAM, 0, 0},
    {56000, 0x90, 62, 72, 0},
    {56500, 0x90, 69, 64, 0},
    {70000, 0x80, 62, 0, 0},
    {74000, 0x80, 69, 0, 0},
};
enum { PHRASE_EVENTS = sizeof kPhrase / sizeof kPhrase[0] };

/* The sung voice, sample after sample: a sawtooth that glides from 220 to 330 Hz, twice through a one-pole
 * lowpass, swelling and fading. Whole numbers and single operations only, so that every machine has the same.
 */
typedef struct phrase_singer {
  int32_t sample;
  uint32_t phase;
  float a, b;
} phrase_singer;

static inline float phrase_sing(phrase_singer* s) {
  const int32_t t = s->sample++;
  const int32_t glide = t < 30000 ? 0 : t < 50000 ? t - 30000 : 20000;
  const uint32_t step =
      19685267u + (uint32_t)glide * 492u; /* 2^32 220 / 48000, and half of it in 20000 steps */
  const int32_t level = t < 2400 ? 0 : t < 7200 ? t - 2400 : t < 80000 ? 4800 : t < 84800 ? 84800 - t : 0;
  s->phase += step;
  const float saw = (float)(int32_t)s->phase * (1.0f / 2147483648.0f);
  s->a += (saw - s->a) * 0.125f;
  s->b += (s->a - s->b) * 0.125f;
  return s->b * ((float)level * (0.5f / 4800.0f));
}

#endif
