/* SPDX-License-Identifier: MIT
 * A product in plain C: inspects the requirements of a model before loading it, plays a note, bends it by its
 * own note expression, releases it, and saves and restores the state. partials_process is the real-time part;
 * everything else runs on the main thread.
 *   6_embed_in_c MODEL.partials
 */
#include <math.h>
#include <partials/partials.h>
#include <stdio.h>
#include <stdlib.h>

enum { RATE = 48000, BLOCK = 256, BLOCKS = 280, NOTE_OFF_BLOCK = 187 };

static int give_up(const char *why) {
  printf("%s\n", why);
  return 1;
}

static partials_event note(partials_event_kind kind, float value) {
  partials_event e = PARTIALS_EVENT_INIT;
  e.kind = kind, e.channel = 0, e.key = 69, e.note_id = 1, e.value = value;
  return e;
}

/* One and a half seconds: A4, a semitone up after half a second, released after one. Returns the mean square of the note. */
static double play(partials_player *player) {
  float left[BLOCK], right[BLOCK], *out[2] = {left, right};
  double sum = 0;
  for (int b = 0; b < BLOCKS; ++b) {
    partials_event event = note(PARTIALS_NOTE_ON, 0.8f);
    if (b == NOTE_OFF_BLOCK / 2) event = note(PARTIALS_TUNING, 1);
    if (b == NOTE_OFF_BLOCK) event = note(PARTIALS_NOTE_OFF, 0);
    event.time = 10; /* samples into the block */
    partials_block block = {0};
    block.out = out, block.out_channels = 2, block.frames = BLOCK;
    block.events = &event, block.event_count = b == 0 || b == NOTE_OFF_BLOCK / 2 || b == NOTE_OFF_BLOCK;
    partials_process(player, &block); /* here left and right would go to a sound card */
    for (int i = 0; i < BLOCK; ++i) sum += (double)left[i] * left[i] / (BLOCK * BLOCKS);
  }
  return sum;
}

int main(int argc, char **argv) {
  if (argc != 2) return give_up("usage: 6_embed_in_c MODEL.partials");
  partials_model_info info = {.size = sizeof info};
  char error[PARTIALS_TEXT];
  if (partials_inspect_file(argv[1], PARTIALS_INSTRUMENT, RATE, BLOCK, &info, error, sizeof error) != PARTIALS_OK) return give_up(error);
  printf("%s: %.1f MB when loaded, %.1f %% of a core for %u notes\n", info.name, 1e-6 * (double)info.memory_bytes, 100 * info.cost_unit, info.voices_costed);

  partials_player *player = partials_create(PARTIALS_INSTRUMENT);
  if (!player) return give_up("no memory");
  if (partials_load_file(player, argv[1]) != PARTIALS_OK || partials_prepare(player, RATE, BLOCK) != PARTIALS_OK) return give_up(partials_last_error(player));
  float gain_db = 0;
  if (partials_text_to_value((uint32_t)partials_parameter_index("output"), "-3 dB", &gain_db) == PARTIALS_OK)
    partials_set_value(player, (uint32_t)partials_parameter_index("output"), gain_db);
  const double level_db = 10 * log10(play(player) + 1e-12);
  printf("a note that bends: %.1f dB\n", level_db);

  const size_t size = partials_save(player, NULL, 0);
  void *state = malloc(size);
  const int kept = state && partials_save(player, state, size) == size && partials_restore(player, state, size) == PARTIALS_OK;
  printf("a state of %zu bytes, %s\n", size, kept ? "restored" : "lost");
  free(state);
  partials_destroy(player);
  return kept && level_db > -80 && level_db < 0 ? 0 : 1;
}
