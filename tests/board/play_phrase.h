/* SPDX-License-Identifier: MIT
 * Plays the phrase of phrase.h on a board's instrument, in blocks that end at events, at most kPhraseBlock
 * long. */
#ifndef BOARD_PLAY_PHRASE_H
#define BOARD_PLAY_PHRASE_H
#include "partials/partials_board.h"
#include "phrase.h"

static inline void phrase_event_to(partials_board* b, const phrase_event* e) {
  switch (e->kind) {
    case ON:
      partials_board_note_on(b, e->a, e->value);
      break;
    case OFF:
      partials_board_note_off(b, e->a);
      break;
    case BEND:
      partials_board_bend(b, e->value);
      break;
    case PRESSURE:
      partials_board_pressure(b, e->value);
      break;
    case SET:
      partials_board_set(b, (partials_board_parameter)e->a, e->value);
      break;
    case MIDI:
      partials_board_midi(b, (unsigned char)e->a, (unsigned char)e->b, (unsigned char)e->c);
      break;
  }
}

/* ready(samples, left, right, n): a block was processed. */
static inline void play_phrase(partials_board* b, int samples,
                               void (*process)(partials_board*, float*, float*, int)) {
  static float left[kPhraseBlock], right[kPhraseBlock];
  int event = 0;
  for (int at = 0; at < samples;) {
    while (event < kPhraseEvents && kPhrase[event].sample <= at) phrase_event_to(b, &kPhrase[event++]);
    int until = at / kPhraseBlock * kPhraseBlock + kPhraseBlock;
    if (until > samples) until = samples;
    if (event < kPhraseEvents && kPhrase[event].sample < until) until = kPhrase[event].sample;
    process(b, left, right, until - at);
    at = until;
  }
}
#endif
