/* SPDX-License-Identifier: MIT
 *
 * Partials in C: play a model inside your own product. One handle is one player: an instrument that is played
 * with notes, or an effect that is played with sound. Compiles as C99 and C++; the library behind it exports
 * nothing but what stands here.
 *
 * Life
 *   partials_create
 *     partials_load_file / _memory     at any time, before prepare or while it plays: then the models
 *                                      crossfade in 30 ms
 *     partials_prepare                 allocates for one sample rate and longest block
 *       partials_process ...           block after block
 *     partials_prepare                 again, whenever rate, block or latency are to change
 *   partials_destroy
 *
 * Threads. A player has no threads of its own, no globals, no locks that the audio thread takes; two players
 * share nothing.
 *   [main]     one thread at a time that is not the audio thread: a window's, or a worker that loads. May
 *              allocate and read files.
 *   [audio]    one thread at a time, which may run at the same moment as [main] (except where it says "not
 *              while it plays").
 *              Never allocates, locks, waits or calls the system.
 *   [any]      any thread at any time, the audio thread included.
 *
 * Errors. PARTIALS_OK is 0. Whatever else, what sounded before goes on sounding, and partials_last_error has
 * one sentence for the user: what is wrong, where, and what to do; partials_error_code says the same to a
 * program. No exception, abort or signal comes out of
 * here. A null player is refused quietly.
 *
 * Units. Samples for times in a block, seconds (_s), hertz (_hz), decibels (_db), semitones, MIDI note
 * numbers (69 is A4), linear gains; parameters are in their own unit, which partials_parameter_info names.
 * Text is UTF-8, ended by a zero.
 *
 * Room for text: every function that writes text takes its room in bytes, always ends it with a zero, and
 * cuts what is too long.
 */
#ifndef PARTIALS_PARTIALS_H
#define PARTIALS_PARTIALS_H

#include <stddef.h>
#include <stdint.h>

#ifndef PARTIALS_API
#if defined(_WIN32)
#define PARTIALS_API
#else
#define PARTIALS_API __attribute__((visibility("default")))
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows when something is added; what is here stays. Compare with partials_api_version() where the library
 * was linked at run time. */
#define PARTIALS_API_VERSION 2

#define PARTIALS_TEXT 256  /* room of every text inside a struct */
#define PARTIALS_MACROS 16 /* controls that a model names itself: parameters "macro1" to "macro16" */
#define PARTIALS_ANY (-1)  /* of port, channel, key, note_id: fits all */

typedef struct partials_player partials_player;

typedef int32_t partials_kind;
enum { PARTIALS_INSTRUMENT = 0, PARTIALS_EFFECT = 1 };

typedef int32_t partials_result;
enum {
  PARTIALS_OK = 0,
  PARTIALS_FAILED = 1,       /* see partials_last_error */
  PARTIALS_BAD_ARGUMENT = 2, /* null, out of range, or unknown: a mistake of the caller */
  PARTIALS_OUT_OF_MEMORY = 3
};

/* ---- what happens at a sample of a block --------------------------------------------------------------- */

typedef uint8_t partials_event_kind;
enum {
  PARTIALS_NOTE_ON = 0,   /* value: velocity 0..1 */
  PARTIALS_NOTE_OFF = 1,  /* value: release velocity 0..1 */
  PARTIALS_CHOKE = 2,     /* the note ends at once, without a click */
  PARTIALS_NOTE_END = 3,  /* from the player: the voice of this note is free again */
  PARTIALS_MIDI = 4,      /* a MIDI 1.0 channel message in midi[0..2]; MPE is understood */
  PARTIALS_PARAMETER = 5, /* parameter, value in its unit */
  /* parameter: a macro's; value is added to it, for one note or, all ids PARTIALS_ANY, for all */
  PARTIALS_MODULATION = 6,
  PARTIALS_TUNING = 7,      /* value: semitones, -120..120 */
  PARTIALS_VOLUME = 8,      /* value: linear gain, 0..4 */
  PARTIALS_PAN = 9,         /* value: 0 left, 0.5 middle, 1 right */
  PARTIALS_EXPRESSION = 10, /* value: 0..1, as MIDI controller 11 */
  PARTIALS_VIBRATO = 11,    /* value: 0..1, added to what was learned */
  PARTIALS_BRIGHTNESS = 12, /* value: 0..1, 0.5 rests */
  PARTIALS_PRESSURE = 13    /* value: 0..1 */
};

/* Kinds 7 to 13 act on the sounding notes that fit port, channel, key and note_id. Start from
 * PARTIALS_EVENT_INIT. */
typedef struct partials_event {
  int32_t time; /* sample within the block; ascending */
  partials_event_kind kind;
  uint8_t midi[3];            /* status, data1, data2 */
  int16_t port, channel, key; /* channel 0..15, key 0..127, or PARTIALS_ANY */
  int16_t reserved;           /* 0 */
  int32_t note_id;            /* yours, 0 and up; or PARTIALS_ANY */
  int32_t parameter;          /* number of a parameter */
  float value;
} partials_event;
#define PARTIALS_EVENT_INIT \
  { 0, PARTIALS_MIDI, {0, 0, 0}, PARTIALS_ANY, PARTIALS_ANY, PARTIALS_ANY, 0, PARTIALS_ANY, 0, 0.0f }

/* Samples are float, one array per channel. */
typedef struct partials_block {
  const float* const* in; /* an effect's input; null: silence. in[c] may be the same array as out[c] */
  float* const* out;
  uint32_t in_channels;  /* 0 to 2 */
  uint32_t out_channels; /* 1 or 2 */
  uint32_t frames;       /* 0 and up; more than max_block is played in parts */
  uint32_t event_count;
  const partials_event* events; /* by time; times past the end count as the end */
} partials_block;

/* ---- a model before it is loaded ----------------------------------------------------------------------- */

/* Set size to sizeof(partials_model_info) first. */
typedef struct partials_model_info {
  uint32_t size;
  /* 0: its licence forbids passing it on; a saved state then holds its hash and path only */
  int32_t redistribute;
  char name[PARTIALS_TEXT], author[PARTIALS_TEXT], licence[PARTIALS_TEXT];
  char macros[PARTIALS_MACROS][32]; /* names of the macro slots; "" where this model has nothing for a slot */
  float low_note, high_note;        /* MIDI: what it learned reaches so far; beyond it plays, but guesses */
  /* what a player takes when prepared so; twice that while two models crossfade */
  uint64_t memory_bytes;
  uint32_t latency_samples; /* of an effect whose parameters are as created; 0 for an instrument */
  uint32_t voices_costed;   /* an instrument's cost is of so many notes at once; an effect's of 1 */
  double cost_unit;         /* estimate: share of one core of this machine, 1 is all of it */
  /* until silence after the last note or the input's end, learned releases aside */
  double tail_s;
} partials_model_info;

/* [main] Reads a model and tells what playing it takes, without a player: what prepare would allocate is
 * allocated, counted and freed, and about 0.2 s of sound is timed for the cost. Takes about as long as
 * loading. error may be null. */
PARTIALS_API partials_result partials_inspect_file(const char* path, partials_kind kind, double rate_hz,
                                                   uint32_t max_block, partials_model_info* info, char* error,
                                                   size_t error_room);
PARTIALS_API partials_result partials_inspect_memory(const void* bytes, size_t size, partials_kind kind,
                                                     double rate_hz, uint32_t max_block,
                                                     partials_model_info* info, char* error,
                                                     size_t error_room);

/* ---- life ---------------------------------------------------------------------------------------------- */

PARTIALS_API uint32_t partials_api_version(void); /* [any] */
PARTIALS_API const char* partials_version(void);  /* [any] "0.1.0" */

/* [main] null: no memory, or no such kind */
PARTIALS_API partials_player* partials_create(partials_kind kind);
/* [main] not while it plays; null is allowed */
PARTIALS_API void partials_destroy(partials_player* player);
/* [main] "" after success; valid until the next call */
PARTIALS_API const char* partials_last_error(const partials_player* player);

/* [main] The model is read, checked, built and warmed here, and heard from the next block on, crossfaded.
 * name: for messages. */
PARTIALS_API partials_result partials_load_file(partials_player* player, const char* path);
PARTIALS_API partials_result partials_load_memory(partials_player* player, const void* bytes, size_t size,
                                                  const char* name);
PARTIALS_API partials_result partials_unload(partials_player* player);
/* [main] "": none */
PARTIALS_API void partials_model_name(const partials_player* player, char* text, size_t room);
/* [main] slot 0..15 */
PARTIALS_API void partials_macro_name(const partials_player* player, uint32_t slot, char* text, size_t room);

/* [main] Not while it plays. rate_hz 8000 to 192000; max_block: the longest block that will come, 1 to 8192
 * (longer ones are played in parts). Notes and tails are forgotten; parameters stay. */
PARTIALS_API partials_result partials_prepare(partials_player* player, double rate_hz, uint32_t max_block);

/* [main] Call now and then (ten times a second is plenty): frees models that have been replaced and rebuilds
 * the model where a parameter asks for it. PARTIALS_FAILED where rebuilding failed. */
PARTIALS_API partials_result partials_maintain(partials_player* player);

/* [main] 1: the latency would change; stop, prepare, and tell the host. 0: all is well. */
PARTIALS_API int32_t partials_needs_prepare(const partials_player* player);

/* [main] Of the player as prepared. */
PARTIALS_API uint32_t partials_latency_samples(const partials_player* player);
PARTIALS_API double partials_tail_s(const partials_player* player);
PARTIALS_API uint64_t partials_memory_bytes(const partials_player* player);

/* ---- sound --------------------------------------------------------------------------------------------- */

/* [audio] Forgets notes, tails and delays; parameters stay. Nothing before partials_prepare. */
PARTIALS_API void partials_reset(partials_player* player);

/* [audio] Fills out. The same events at the same samples give the same sound, bit for bit, whatever the sizes
 * of the blocks. Silence before partials_prepare or without a model. No NaN, infinity or denormal comes out.
 */
PARTIALS_API void partials_process(partials_player* player, const partials_block* block);

/* [audio] What came of the last block: notes that ended, notes that an effect heard (parameter "midi_out"),
 * parameters moved by a learned controller. At most 512, by time; valid until the next block. */
PARTIALS_API uint32_t partials_out_events(const partials_player* player, const partials_event** events);

/* ---- parameters ---------------------------------------------------------------------------------------- */

/* Numbers and ids are for ever; new parameters come at the end. */
enum { PARTIALS_FOR_INSTRUMENT = 1, PARTIALS_FOR_EFFECT = 2, PARTIALS_STEPPED = 4, PARTIALS_TOGGLE = 8 };
typedef struct partials_parameter {
  const char *id, *name, *unit, *help; /* live as long as the library; unit "" for none */
  float min, max, initial;
  uint32_t flags;
} partials_parameter;

/* [any] */
PARTIALS_API uint32_t partials_parameter_count(void);
/* [any] */
PARTIALS_API partials_result partials_parameter_info(uint32_t parameter, partials_parameter* info);
/* [any] -1: no such id */
PARTIALS_API int32_t partials_parameter_index(const char* id);

/* [any] From a window or a preset; automation with a time goes by events. Values out of range are brought
 * into it. A value that an event sets is seen here. */
PARTIALS_API float partials_value(const partials_player* player, uint32_t parameter);
PARTIALS_API partials_result partials_set_value(partials_player* player, uint32_t parameter, float value);

/* [main] "-6.0 dB", "C#3", "on"; and back, with or without the unit. */
PARTIALS_API partials_result partials_value_to_text(uint32_t parameter, float value, char* text, size_t room);
PARTIALS_API partials_result partials_text_to_value(uint32_t parameter, const char* text, float* value);

/* [any] The next MIDI controller that comes moves this parameter from then on; -1: none any more waits. */
PARTIALS_API void partials_learn(partials_player* player, int32_t parameter);
/* [any] MIDI program change since the last call, 0..127, for you to act on; -1: none. */
PARTIALS_API int32_t partials_take_program(partials_player* player);
/* [any] Models forward (negative: back) that the parameters next_model and previous_model asked for since the
 * last call, likewise. */
PARTIALS_API int32_t partials_take_steps(partials_player* player);

/* [any] A hand on the sound: a gain for every partial (0 is the fundamental) and every noise band, -60
 * (silent) to 12 dB, 0 as learned. The loudness stays where the model matches loudness. Part of the state;
 * another model begins at rest. */
enum { PARTIALS_MOST_SHAPED = 128 };
typedef enum partials_part { PARTIALS_PARTIALS = 0, PARTIALS_NOISE = 1 } partials_part;
PARTIALS_API float partials_shape_db(const partials_player* player, partials_part part, uint32_t index);
PARTIALS_API partials_result partials_set_shape_db(partials_player* player, partials_part part,
                                                   uint32_t index, float gain_db);
PARTIALS_API void partials_rest_shape(partials_player* player);

/* [main] Text of a Scala scale (.scl) and, unless null, of a keyboard mapping (.kbm): the pitches of notes to
 * come. A null scale is equal temperament again. */
PARTIALS_API partials_result partials_set_scale(partials_player* player, const char* scale,
                                                const char* keyboard);

/* [any] What a window shows; of the last block. */
typedef struct partials_meters {
  float f0_hz, loudness_db; /* what an effect hears */
  float peak;               /* linear, falls slowly */
  float limiter_gain;       /* 1: at rest */
  int32_t voices;           /* notes that sound */
} partials_meters;
PARTIALS_API void partials_read_meters(const partials_player* player, partials_meters* meters);

/* ---- state --------------------------------------------------------------------------------------------- */

/* [main] Parameters, learned controllers and the model itself (or its hash and path, where its licence
 * forbids passing it on). Returns the bytes it takes; written only where room is enough. So: ask with (null,
 * 0), allocate, ask again. 0: failed. */
PARTIALS_API size_t partials_save(partials_player* player, void* bytes, size_t room);

/* [main] Damaged bytes change nothing. A model that cannot be found leaves silence and PARTIALS_FAILED; never
 * another model. */
PARTIALS_API partials_result partials_restore(partials_player* player, const void* bytes, size_t size);

/* ---- errors, from version 2 of this interface ---------------------------------------------------------- */

/* The kind of the last error. More may come at the end: take one that you do not know for
 * PARTIALS_ERROR_REFUSED. */
typedef int32_t partials_error;
enum {
  PARTIALS_ERROR_NONE = 0,
  PARTIALS_ERROR_REFUSED = 1,     /* not allowed, out of range, null, or unknown */
  PARTIALS_ERROR_MISSING = 2,     /* there is no such file or model; ask the user where it is */
  PARTIALS_ERROR_UNREADABLE = 3,  /* it is there and cannot be read: permissions, a broken disk */
  PARTIALS_ERROR_DAMAGED = 4,     /* its contents contradict themselves; get it again */
  PARTIALS_ERROR_TOO_NEW = 5,     /* it was made by a newer version; update the library */
  PARTIALS_ERROR_UNSUPPORTED = 6, /* it is of another kind than what this player plays */
  PARTIALS_ERROR_MEMORY = 7,      /* there is not enough memory */
  PARTIALS_ERROR_CANCELLED = 8,   /* the user stopped it */
  PARTIALS_ERROR_INTERNAL = 9     /* a fault of the library; please report it */
};
/* [main] Of the call that partials_last_error speaks of; PARTIALS_ERROR_NONE after success. */
PARTIALS_API partials_error partials_error_code(const partials_player* player);

#ifdef __cplusplus
}
#endif

#endif
