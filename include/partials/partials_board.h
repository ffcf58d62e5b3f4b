/* SPDX-License-Identifier: MIT
 * Plays one exported model where there is no operating system: `partials export MODEL --c DIR` writes the
 * model as constants, libpartials_board.a plays them. No heap, files, threads or exceptions. docs/boards.md
 * shows it.
 *
 *   static _Alignas(16) unsigned char memory[VIOLIN_MEMORY_BYTES];
 *   partials_board* b = partials_board_init(&violin, memory, sizeof memory);
 *   partials_board_note_on(b, 69, 0.8f);
 *   partials_board_process(b, left, right, 48);
 *
 * One model may play in several instruments at once, each with memory of its own. All functions of one
 * instrument are called from one thread or interrupt, or are kept apart by the caller; each returns within a
 * bounded time and waits for nothing. They take effect at the next sample processed. */
#ifndef PARTIALS_BOARD_H
#define PARTIALS_BOARD_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The tables of an exported model have this version; a library of another one refuses them. */
#define PARTIALS_BOARD_VERSION 1

typedef struct partials_board partials_board;             /* an instrument; lies within the caller's memory */
typedef struct partials_board_model partials_board_model; /* an exported model; constants */

/* The instrument in `memory`, aligned to 16 bytes, which it uses for as long as it plays. NULL if the memory
 * is too small or not aligned, or if the model was exported for another version. */
partials_board* partials_board_init(const partials_board_model* model, void* memory, size_t bytes);
/* The bytes that init() uses here. The header of the model has a constant that is enough. */
size_t partials_board_memory(const partials_board_model* model);

/* key: MIDI note number 0..127. velocity: 0..1; 0 ends the note. */
void partials_board_note_on(partials_board* b, int key, float velocity);
void partials_board_note_off(partials_board* b, int key);
/* A MIDI 1.0 channel message: notes, bends, pressure, controllers, pedals, RPN 0 to 2 and MPE zones. */
void partials_board_midi(partials_board* b, uint8_t status, uint8_t data1, uint8_t data2);
void partials_board_bend(partials_board* b, float semitones);  /* of all notes, -48..48, at once */
void partials_board_pressure(partials_board* b, float amount); /* of all notes that sound, 0..1 */
void partials_board_panic(partials_board* b);                  /* fades out every note */

typedef enum {
  PARTIALS_BOARD_BREATH, /* macros: 0..1, 0.5 is the learned sound */
  PARTIALS_BOARD_BRIGHTNESS,
  PARTIALS_BOARD_PARTIALS,
  PARTIALS_BOARD_EFFORT,
  PARTIALS_BOARD_BODY,
  PARTIALS_BOARD_VIBRATO,
  PARTIALS_BOARD_WANDER,
  PARTIALS_BOARD_ROOM, /* models for boards have no room; does nothing */
  PARTIALS_BOARD_ATTACK_TIME,
  PARTIALS_BOARD_MONO = 16,      /* 1: one voice, which slurs from key to key */
  PARTIALS_BOARD_TRANSPOSE,      /* semitones, whole, -36..36 */
  PARTIALS_BOARD_TUNE,           /* cents, -100..100 */
  PARTIALS_BOARD_GLIDE,          /* seconds of a slur, 0..2; 0: as learned */
  PARTIALS_BOARD_ATTACK,         /* seconds, 0..5; 0: as learned */
  PARTIALS_BOARD_RELEASE,        /* seconds, 0..10; 0: as learned */
  PARTIALS_BOARD_VELOCITY_CURVE, /* -1 softer .. 1 harder */
  PARTIALS_BOARD_SENSITIVITY,    /* 0..2: how closely loudness follows velocity */
  PARTIALS_BOARD_BEND_RANGE,     /* semitones of a MIDI bend, whole, 0..48 */
  PARTIALS_BOARD_MPE             /* 1: a lower zone of fifteen members */
} partials_board_parameter;
/* A value out of range is brought into it; NaN and unknown parameters are ignored. */
void partials_board_set(partials_board* b, partials_board_parameter parameter, float value);

/* Overwrites left[frames] and right[frames]; right may be NULL: mono. Any number of frames. */
void partials_board_process(partials_board* b, float* left, float* right, int frames);
int partials_board_sounding(const partials_board* b); /* voices that sound */

/* --- The tables of an exported model. They are written by the exporter, which knows what they mean. */

typedef struct partials_board_processor partials_board_processor; /* in the library, one per id */

typedef struct {
  uint16_t channels;
  uint8_t samples; /* 1: at sample rate, 0: at frame rate */
  uint8_t shared;  /* 1: nothing reads it after the call that wrote it, so that voices share its memory */
} partials_board_wire;

typedef struct {
  const partials_board_processor* processor;
  uint64_t key;           /* of the node's random streams */
  const double* settings; /* in the order of the processor's table */
  const float* weights;   /* NULL: none, or packed */
  const void* packed;     /* NULL: none */
  int16_t in[12];         /* wires; -1: unconnected */
  int16_t out;            /* its first output; the others follow */
  uint8_t n_out;
} partials_board_node;

typedef struct {
  float pitch_midi, sustain_db, drift_db_per_s, wander_db, wander_s, wander_cents, wander_cents_s, vibrato_hz,
      vibrato_cents, vibrato_db, vibrato_onset_s, reached_db;
  double rise_from_s, rise_to_s;
  const float *attack_db, *attack_cents, *decay_db, *release_db;
  uint16_t n_attack_db, n_attack_cents, n_decay_db, n_release_db;
} partials_board_note;

typedef enum { /* wires that the player writes and reads; -1 where the model has none */
               PARTIALS_BOARD_F0,
               PARTIALS_BOARD_LOUDNESS,
               PARTIALS_BOARD_AUDIO,
               PARTIALS_BOARD_CONDITIONING_F0,
               PARTIALS_BOARD_CONDITIONING_LOUDNESS,
               PARTIALS_BOARD_TILT,
               PARTIALS_BOARD_BALANCE,
               PARTIALS_BOARD_PARTIALS_GAIN,
               PARTIALS_BOARD_NOISE_GAIN,
               PARTIALS_BOARD_AGE,
               PARTIALS_BOARD_STRUCK,
               PARTIALS_BOARD_DEVIATION,
               PARTIALS_BOARD_PLAYED_WIRES
} partials_board_played_wire;

struct partials_board_model {
  uint32_t version;
  int32_t rate_hz, max_block, voices, spare;
  int32_t hop_num, hop_den;
  double band_hz, reference_rate_hz, tail_s;
  const partials_board_wire* wires;
  const partials_board_node* nodes;
  const partials_board_note* notes;
  uint16_t n_wires, n_nodes, n_notes, n_partials;
  int16_t played[PARTIALS_BOARD_PLAYED_WIRES];
  float legato_s;
  float low_hz, high_hz, quiet_db, loud_db, median_db; /* the range that was learned */
  const float *level_db, *attack_s, *release_s;        /* [128] by key */
  uint8_t struck;
  float one_dynamic;
};

#ifdef __cplusplus
}
#endif
#endif
