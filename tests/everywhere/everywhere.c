/* SPDX-License-Identifier: MIT
 *
 * The host of tests/everywhere that is the same on every system: C over partials.h alone. Every host loads,
 * then prepares: a model that arrives after prepare fades in, and that is another sound.
 *
 *   everywhere MODEL OTHER_MODEL FOLDER NAME
 *
 * writes FOLDER/NAME.PART.f32, left and right in turn, and prints "NAME PART SAMPLES FNV-1A-HASH" for every
 * part: keys (what a MIDI file can say), all, all_mono (of one voice), sung. A board has no arguments: its
 * models are linked in (board/models.S), and it plays what fits it, all_mono and sung.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "partials/partials.h"
#include "phrase.h"

typedef struct host {
  const char *folder, *name;
  const void *model, *other;
  size_t model_size, other_size;
} host;

static int fail(const char* what, const partials_player* player) {
  fprintf(stderr, "everywhere: %s: %s\n", what, player ? partials_last_error(player) : "");
  return 1;
}

typedef struct part {
  const char* name;
  partials_kind kind;
  int voices, macros, program;
  int plain; /* without what a player adds to a render: the limiter and equal levels of models */
} part;

static const part kParts[] = {{"keys", PARTIALS_INSTRUMENT, 16, 0, 0, 1},
                              {"all", PARTIALS_INSTRUMENT, 16, 1, 1, 0},
                              {"all_mono", PARTIALS_INSTRUMENT, 1, 1, 1, 0},
                              {"sung", PARTIALS_EFFECT, 1, 0, 0, 1}};

/* The events of the block that starts at `at`. */
static uint32_t gather(const part* p, int32_t at, partials_event* events) {
  uint32_t n = 0;
  for (int i = 0; i < PHRASE_EVENTS && p->kind == PARTIALS_INSTRUMENT; ++i) {
    const phrase_event* from = &kPhrase[i];
    if (from->sample < at || from->sample >= at + PHRASE_BLOCK) continue;
    if ((!from->status && !p->macros) || (from->status == 0xc0 && !p->program)) continue;
    partials_event e = PARTIALS_EVENT_INIT;
    e.time = from->sample - at;
    e.port = 0;
    e.midi[0] = from->status;
    e.midi[1] = from->data1;
    e.midi[2] = from->data2;
    if (!from->status) {
      e.kind = PARTIALS_PARAMETER;
      e.parameter = partials_parameter_index("macro1") + from->data1;
      e.value = from->value;
    }
    events[n++] = e;
  }
  return n;
}

static void set(partials_player* player, const char* id, float value) {
  partials_set_value(player, (uint32_t)partials_parameter_index(id), value);
}

static int play(const host* h, const part* p) {
  partials_player* player = partials_create(p->kind);
  if (!player) return fail("no memory", NULL);
  if (partials_load_memory(player, h->model, h->model_size, "model")) return fail("load", player);
  set(player, "voices", (float)p->voices);
  if (p->plain) {
    set(player, "limiter", 0);
    set(player, "match_level", 0);
  }
  if (p->kind == PARTIALS_EFFECT) set(player, "lowest_note", 21);
  if (partials_prepare(player, PHRASE_RATE_HZ, PHRASE_BLOCK)) return fail("prepare", player);

  char path[512];
  snprintf(path, sizeof path, "%s/%s.%s.f32", h->folder, h->name, p->name);
  FILE* file = fopen(path, "wb");
  if (!file) return fail("cannot write the sound", NULL);
  phrase_singer singer = {0, 0, 0, 0};
  uint32_t hash = 2166136261u;
  for (int32_t at = 0; at < PHRASE_SAMPLES; at += PHRASE_BLOCK) {
    float in[PHRASE_BLOCK], left[PHRASE_BLOCK], right[PHRASE_BLOCK], sound[2 * PHRASE_BLOCK];
    const float* ins[] = {in, in};
    float* outs[] = {left, right};
    partials_event events[PHRASE_EVENTS];
    partials_block block = {ins, outs, 0, 2, PHRASE_BLOCK, 0, events};
    if (p->kind == PARTIALS_EFFECT) {
      for (int i = 0; i < PHRASE_BLOCK; ++i) in[i] = phrase_sing(&singer);
      block.in_channels = 2;
    }
    block.event_count = gather(p, at, events);
    partials_process(player, &block);
    for (int i = 0; i < PHRASE_BLOCK; ++i) {
      sound[2 * i] = left[i];
      sound[2 * i + 1] = right[i];
    }
    for (size_t i = 0; i < sizeof sound; ++i) hash = (hash ^ ((const uint8_t*)sound)[i]) * 16777619u;
    if (fwrite(sound, sizeof sound, 1, file) != 1) return fail("cannot write the sound", NULL);
    if (partials_take_program(player) == PHRASE_PROGRAM &&
        partials_load_memory(player, h->other, h->other_size, "other"))
      return fail("load by program", player);
  }
  fclose(file);
  partials_destroy(player);
  printf("%s %s %d %08x\n", h->name, p->name, PHRASE_SAMPLES, (unsigned)hash);
  return 0;
}

#ifdef EVERYWHERE_BOARD
extern const char model_begin[], model_end[], other_begin[], other_end[];

int main(void) {
  const host h = {".",
                  "board",
                  model_begin,
                  other_begin,
                  (size_t)(model_end - model_begin),
                  (size_t)(other_end - other_begin)};
  return play(&h, &kParts[2]) || play(&h, &kParts[3]);
}
#else
static void* whole_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) return NULL;
  *size = (size_t)ftell(file);
  rewind(file);
  void* bytes = malloc(*size);
  if (!bytes || fread(bytes, 1, *size, file) != *size) return NULL;
  fclose(file);
  return bytes;
}

int main(int argc, char** argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: everywhere MODEL OTHER_MODEL FOLDER NAME\n");
    return 2;
  }
  host h = {argv[3], argv[4], NULL, NULL, 0, 0};
  h.model = whole_file(argv[1], &h.model_size);
  h.other = whole_file(argv[2], &h.other_size);
  if (!h.model || !h.other) return fail("cannot read the models", NULL);
  for (size_t i = 0; i < sizeof kParts / sizeof kParts[0]; ++i)
    if (play(&h, &kParts[i])) return 1;
  return 0;
}
#endif
