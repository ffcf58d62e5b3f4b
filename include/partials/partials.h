/* SPDX-License-Identifier: MIT
 *
 * Partials in C: play a model inside your own product. One handle is one player: an instrument, played by
 * notes, or an effect, played by audio input. Compiles as C99 and C++; the library exports only the functions
 * declared here.
 *
 * Life
 *   partials_create
 *     partials_load_file / _memory     at any time, before prepare or while it plays: then the models
 *                                      crossfade in 30 ms
 *     partials_prepare                 allocates for one sample rate and longest block
 *       partials_process ...           block after block
 *     partials_prepare                 again, whenever rate, block size or latency must change
 *   partials_destroy
 *
 * Threads. A player has no threads, no globals, and no locks that the audio thread takes; two players share
 * nothing.
 *   [main]     one thread at a time that is not the audio thread: a window's thread, or a worker that loads.
 *              May allocate and read files.
 *   [audio]    one thread at a time, which may run concurrently with [main] (except functions marked "not
 *              while it plays"). Never allocates, locks, waits or makes system calls.
 *   [any]      any thread at any time, including the audio thread.
 *
 * Errors. PARTIALS_OK is 0. After any other result the previous model keeps playing, and partials_last_error
 * has one sentence for the user: what is wrong, where, and what to do; partials_error_code has the same for a
 * program. The library raises no exception, abort or signal. A null player is refused without a message.
 *
 * Units. Samples for times in a block, seconds (_s), hertz (_hz), decibels (_db), semitones, MIDI note
 * numbers (69 is A4), linear gains; each parameter has its own unit, given by partials_parameter_info.
 * Text is UTF-8, terminated by a zero.
 *
 * Room for text: every function that writes text takes the size of the buffer in bytes, always terminates the
 * text with a zero, and truncates text that is too long.
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

/* Increases when something is added; existing declarations stay. Compare with partials_api_version() if the
 * library is linked at run time. */
#define PARTIALS_API_VERSION 3

#define PARTIALS_TEXT 256  /* size of every text inside a struct */
#define PARTIALS_MACROS 16 /* slots for macros: parameters "macro1" to "macro16" */
#define PARTIALS_ANY (-1)  /* as port, channel, key or note_id: matches all */

typedef struct partials_player partials_player;

typedef int32_t partials_kind;
enum { PARTIALS_INSTRUMENT = 0, PARTIALS_EFFECT = 1 };

typedef int32_t partials_result;
enum {
  PARTIALS_OK = 0,
  PARTIALS_FAILED = 1,       /* see partials_last_error */
  PARTIALS_BAD_ARGUMENT = 2, /* null, out of range, or unknown: an error of the caller */
  PARTIALS_OUT_OF_MEMORY = 3
};

/* ---- events of a block --------------------------------------------------------------------------------- */

typedef uint8_t partials_event_kind;
enum {
  PARTIALS_NOTE_ON = 0,   /* value: velocity 0..1 */
  PARTIALS_NOTE_OFF = 1,  /* value: release velocity 0..1 */
  PARTIALS_CHOKE = 2,     /* the note ends at once, without a click */
  PARTIALS_NOTE_END = 3,  /* from the player: the voice of this note is free */
  PARTIALS_MIDI = 4,      /* a MIDI 1.0 channel message in midi[0..2]; MPE is supported */
  PARTIALS_PARAMETER = 5, /* parameter, value in its unit */
  /* parameter: a macro; value is added to it, for one note, or for all if all ids are PARTIALS_ANY */
  PARTIALS_MODULATION = 6,
  PARTIALS_TUNING = 7,      /* value: semitones, -120..120 */
  PARTIALS_VOLUME = 8,      /* value: linear gain, 0..4 */
  PARTIALS_PAN = 9,         /* value: 0 left, 0.5 middle, 1 right */
  PARTIALS_EXPRESSION = 10, /* value: 0..1, as MIDI controller 11 */
  PARTIALS_VIBRATO = 11,    /* value: 0..1, added to the learned vibrato */
  PARTIALS_BRIGHTNESS = 12, /* value: 0..1, 0.5 is neutral */
  PARTIALS_PRESSURE = 13    /* value: 0..1 */
};

/* Kinds 7 to 13 act on the sounding notes that match port, channel, key and note_id. Initialise with
 * PARTIALS_EVENT_INIT. */
typedef struct partials_event {
  int32_t time; /* sample within the block; ascending */
  partials_event_kind kind;
  uint8_t midi[3];            /* status, data1, data2 */
  int16_t port, channel, key; /* channel 0..15, key 0..127, or PARTIALS_ANY */
  int16_t reserved;           /* 0 */
  int32_t note_id;            /* chosen by you, 0 and up; or PARTIALS_ANY */
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
  uint32_t frames;       /* 0 and up; a block longer than max_block is played in parts */
  uint32_t event_count;
  const partials_event* events; /* sorted by time; times past the end count as the end */
} partials_block;

/* ---- a model before it is loaded ----------------------------------------------------------------------- */

/* Set size to sizeof(partials_model_info) first. */
typedef struct partials_model_info {
  uint32_t size;
  /* 0: its licence forbids redistribution; a saved state then contains only its hash and path */
  int32_t redistribute;
  char name[PARTIALS_TEXT], author[PARTIALS_TEXT], licence[PARTIALS_TEXT];
  char macros[PARTIALS_MACROS][32]; /* names of the macro slots; "" if the model does not support one */
  float low_note, high_note;        /* MIDI: trained range; outside it the model extrapolates */
  /* memory of a player prepared this way; twice that while two models crossfade */
  uint64_t memory_bytes;
  uint32_t latency_samples; /* of an effect with initial parameters; 0 for an instrument */
  uint32_t voices_costed;   /* cost_unit is for this many simultaneous notes; 1 for an effect */
  double cost_unit;         /* estimated share of one core of this machine; 1: the whole core */
  /* time to silence after the last note or the end of the input, without learned releases */
  double tail_s;
} partials_model_info;

/* [main] Reads a model and measures its requirements, without a player: allocates, counts and frees what
 * prepare would allocate, and measures the CPU time of about 0.2 s of sound. Takes about as long as loading.
 * error may be null. */
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

/* [main] Reads, checks, builds and warms up the model; it plays from the next block on, after a crossfade.
 * name: for messages. */
PARTIALS_API partials_result partials_load_file(partials_player* player, const char* path);
PARTIALS_API partials_result partials_load_memory(partials_player* player, const void* bytes, size_t size,
                                                  const char* name);
PARTIALS_API partials_result partials_unload(partials_player* player);
/* [main] "": none */
PARTIALS_API void partials_model_name(const partials_player* player, char* text, size_t room);
/* [main] slot 0..15 */
PARTIALS_API void partials_macro_name(const partials_player* player, uint32_t slot, char* text, size_t room);

/* [main] Not while it plays. rate_hz 8000 to 192000; max_block: the longest expected block, 1 to 8192 (longer
 * ones are played in parts). Clears notes and tails; parameters stay. */
PARTIALS_API partials_result partials_prepare(partials_player* player, double rate_hz, uint32_t max_block);

/* [main] Call regularly (ten times a second suffices): frees replaced models, and rebuilds the model if a
 * parameter requires it. PARTIALS_FAILED if the rebuild failed. */
PARTIALS_API partials_result partials_maintain(partials_player* player);

/* [main] 1: the latency must change; stop, prepare, and notify the host. 0: nothing to do. */
PARTIALS_API int32_t partials_needs_prepare(const partials_player* player);

/* [main] For the prepared player. */
PARTIALS_API uint32_t partials_latency_samples(const partials_player* player);
PARTIALS_API double partials_tail_s(const partials_player* player);
PARTIALS_API uint64_t partials_memory_bytes(const partials_player* player);

/* ---- sound --------------------------------------------------------------------------------------------- */

/* [audio] Clears notes, tails and delays; parameters stay. No effect before partials_prepare. */
PARTIALS_API void partials_reset(partials_player* player);

/* [audio] Fills `out`. The same events at the same samples give the same output, bit for bit, for any block
 * sizes. Silence before partials_prepare or without a model. The output has no NaN, infinity or denormal. */
PARTIALS_API void partials_process(partials_player* player, const partials_block* block);

/* [audio] Output events of the last block: notes that ended, notes that an effect detected (parameter
 * "midi_out"), parameters moved by an assigned controller. At most 512, sorted by time; valid until the next
 * block. */
PARTIALS_API uint32_t partials_out_events(const partials_player* player, const partials_event** events);

/* ---- parameters ---------------------------------------------------------------------------------------- */

/* Numbers and ids never change; new parameters are appended. */
enum { PARTIALS_FOR_INSTRUMENT = 1, PARTIALS_FOR_EFFECT = 2, PARTIALS_STEPPED = 4, PARTIALS_TOGGLE = 8 };
typedef struct partials_parameter {
  const char *id, *name, *unit, *help; /* valid as long as the library; unit "" for none */
  float min, max, initial;
  uint32_t flags;
} partials_parameter;

/* [any] */
PARTIALS_API uint32_t partials_parameter_count(void);
/* [any] */
PARTIALS_API partials_result partials_parameter_info(uint32_t parameter, partials_parameter* info);
/* [any] -1: no such id */
PARTIALS_API int32_t partials_parameter_index(const char* id);

/* [any] For a window or a preset; timed automation uses events. Values out of range are clamped. A value that
 * an event sets is returned here. */
PARTIALS_API float partials_value(const partials_player* player, uint32_t parameter);
PARTIALS_API partials_result partials_set_value(partials_player* player, uint32_t parameter, float value);

/* [main] Converts to text: "-6.0 dB", "C#3", "on"; and from text, with or without the unit. */
PARTIALS_API partials_result partials_value_to_text(uint32_t parameter, float value, char* text, size_t room);
PARTIALS_API partials_result partials_text_to_value(uint32_t parameter, const char* text, float* value);

/* [any] MIDI learn: assigns the next MIDI controller that arrives to this parameter; -1 cancels. */
PARTIALS_API void partials_learn(partials_player* player, int32_t parameter);
/* [any] MIDI program change since the last call, 0..127, to be handled by you; -1: none. */
PARTIALS_API int32_t partials_take_program(partials_player* player);
/* [any] Number of models to step forward (negative: back) that the parameters next_model and previous_model
 * requested since the last call, to be handled by you. */
PARTIALS_API int32_t partials_take_steps(partials_player* player);

/* [any] Spectral edit: a gain for every partial (0 is the fundamental) and every noise band, -60 (silent) to
 * 12 dB; 0 is as learned. The loudness does not change if the model matches loudness. Part of the state;
 * reset when another model is loaded. */
enum { PARTIALS_MOST_SHAPED = 128 };
typedef enum partials_part { PARTIALS_PARTIALS = 0, PARTIALS_NOISE = 1 } partials_part;
PARTIALS_API float partials_shape_db(const partials_player* player, partials_part part, uint32_t index);
PARTIALS_API partials_result partials_set_shape_db(partials_player* player, partials_part part,
                                                   uint32_t index, float gain_db);
PARTIALS_API void partials_rest_shape(partials_player* player);

/* [main] Text of a Scala scale (.scl) and, unless null, of a keyboard mapping (.kbm). Sets the pitches of
 * future notes. A null scale restores equal temperament. */
PARTIALS_API partials_result partials_set_scale(partials_player* player, const char* scale,
                                                const char* keyboard);

/* [any] Meters for a window, of the last block. */
typedef struct partials_meters {
  float f0_hz, loudness_db; /* of an effect's input */
  float peak;               /* linear, decays slowly */
  float limiter_gain;       /* 1: inactive */
  int32_t voices;           /* sounding notes */
} partials_meters;
PARTIALS_API void partials_read_meters(const partials_player* player, partials_meters* meters);

/* ---- state --------------------------------------------------------------------------------------------- */

/* [main] Saves parameters, assigned controllers and the model itself (or its hash and path, if its licence
 * forbids redistribution). Returns the size in bytes; writes only if room is sufficient. Call it with
 * (null, 0), allocate, and call it again. 0: failed. */
PARTIALS_API size_t partials_save(partials_player* player, void* bytes, size_t room);

/* [main] Damaged bytes change nothing. If the model cannot be found, the result is silence and
 * PARTIALS_FAILED; another model is never substituted. */
PARTIALS_API partials_result partials_restore(partials_player* player, const void* bytes, size_t size);

/* ---- errors, from version 2 of this interface ---------------------------------------------------------- */

/* The kind of the last error. Later versions may append kinds: treat an unknown one as
 * PARTIALS_ERROR_REFUSED. */
typedef int32_t partials_error;
enum {
  PARTIALS_ERROR_NONE = 0,
  PARTIALS_ERROR_REFUSED = 1,     /* not allowed, out of range, null, or unknown */
  PARTIALS_ERROR_MISSING = 2,     /* there is no such file or model; let the user locate it */
  PARTIALS_ERROR_UNREADABLE = 3,  /* the file exists but cannot be read: permissions, a disk error */
  PARTIALS_ERROR_DAMAGED = 4,     /* the contents are inconsistent; get the file again */
  PARTIALS_ERROR_TOO_NEW = 5,     /* it was made by a newer version; update the library */
  PARTIALS_ERROR_UNSUPPORTED = 6, /* this player cannot play this kind of model */
  PARTIALS_ERROR_MEMORY = 7,      /* there is not enough memory */
  PARTIALS_ERROR_CANCELLED = 8,   /* the user stopped it */
  PARTIALS_ERROR_INTERNAL = 9     /* an internal error of the library; please report it */
};
/* [main] For the same call as partials_last_error; PARTIALS_ERROR_NONE after success. */
PARTIALS_API partials_error partials_error_code(const partials_player* player);

/* ---- parts alone, from version 3 of this interface ----------------------------------------------------- */

/* What players are made of, for programs that connect it in their own way. A handle is like a player: no
 * threads, no locks, nothing shared; create and destroy on [main], process and reset on [audio]. Numbers
 * that are not finite count as 0. A function that creates returns null if it fails, and then writes one
 * sentence to error, which may be null. */

/* The analyser: pitch, loudness and confidence of a voice, as training and effects hear it. */
typedef struct partials_analyser partials_analyser;

typedef struct partials_features {
  int32_t time;      /* sample of the block that ends the hop */
  float f0_hz;       /* 0: nothing repeats */
  float loudness_db; /* A-weighted; -120 is silence, a full-scale sine of 1 kHz -3 */
  float confidence;  /* 0..1: how periodic the sound is */
} partials_features;

/* [main] rate_hz 8000 to 384000; lowest_hz: the lowest pitch to be heard, 27.5 to 2500; the higher, the less
 * latency; 0: 40. */
PARTIALS_API partials_analyser* partials_analyser_create(double rate_hz, double lowest_hz, char* error,
                                                         size_t error_room);
PARTIALS_API void partials_analyser_destroy(partials_analyser* analyser); /* [main] null is allowed */
/* [any] Samples of a hop, at most 1.5 ms. */
PARTIALS_API uint32_t partials_analyser_hop_samples(const partials_analyser* analyser);
/* [audio] Hears frames samples and writes the features of every hop that ends within them, at most room.
 * Returns how many hops ended: at most frames / hop + 1. Blocks of any size give the same. */
PARTIALS_API uint32_t partials_analyser_process(partials_analyser* analyser, const float* in, uint32_t frames,
                                                partials_features* features, uint32_t room);
PARTIALS_API void partials_analyser_reset(partials_analyser* analyser); /* [audio] */

/* A unit: signals in, signals out. It is a part of a model, or any processor of docs/processors.md. */
typedef struct partials_unit partials_unit;

typedef int32_t partials_port_kind;
enum {
  PARTIALS_PORT_SIGNAL = 0,   /* an array of frames values for every channel */
  PARTIALS_PORT_SPECTRUM = 1, /* an array of `channels` values: those of the newest frame */
  PARTIALS_PORT_CONSTANT = 2  /* an input without an array, set by partials_unit_set; 0 at first, or the
                                 nearest value to it that the port takes */
};
typedef struct partials_port {
  const char* id; /* valid as long as the unit */
  partials_port_kind kind;
  uint32_t channels;
  int32_t first;   /* number of its first array in `in` or `out`; -1: it has none */
  float low, high; /* of an input: what is outside is taken as the nearest */
} partials_port;

typedef int32_t partials_model_part;
enum {
  PARTIALS_DECODER = 0,    /* f0_hz, loudness_db -> amplitudes of partials, magnitudes of noise bands */
  PARTIALS_BANK = 1,       /* f0_hz, spectrum of amplitudes -> audio */
  PARTIALS_NOISE_BANDS = 2, /* spectrum of magnitudes -> audio */
  PARTIALS_ROOM = 3        /* audio -> audio */
};
/* [main] A part of the model in these bytes, which are not needed afterwards. It has other ports where the
 * model has other inputs. Connected as they were, the parts sound as within the model, sample by sample;
 * its mix may weigh them. max_block: 1 to 8192. */
PARTIALS_API partials_unit* partials_unit_of_model(partials_model_part part, const void* bytes, size_t size,
                                                   double rate_hz, uint32_t max_block, char* error,
                                                   size_t error_room);

/* A setting of a processor, or one of its inputs: a constant, or a signal. Inputs that it cannot do without
 * are signals if they have one channel; others exist only if they are named here. */
typedef struct partials_setting {
  const char* id;
  double value;
  int32_t is_signal; /* 1: an input is a signal, and value is ignored */
} partials_setting;
/* [any] The ids of all processors; null past the last. */
PARTIALS_API const char* partials_processor_id(uint32_t index);
/* [main] A processor alone; its weights have their initial values. */
PARTIALS_API partials_unit* partials_unit_of_processor(const char* id, const partials_setting* settings,
                                                       uint32_t setting_count, double rate_hz,
                                                       uint32_t max_block, char* error, size_t error_room);
PARTIALS_API void partials_unit_destroy(partials_unit* unit); /* [main] null is allowed */

/* [any] Ports by number; PARTIALS_BAD_ARGUMENT past the last. */
PARTIALS_API partials_result partials_unit_input(const partials_unit* unit, uint32_t index,
                                                 partials_port* port);
PARTIALS_API partials_result partials_unit_output(const partials_unit* unit, uint32_t index,
                                                  partials_port* port);
/* [any] A constant input: one value for all its channels, or one for each. */
PARTIALS_API partials_result partials_unit_set(partials_unit* unit, const char* id, const float* values,
                                               uint32_t count);
/* [audio] Arrays as the ports say; they do not overlap. A block longer than max_block gives
 * PARTIALS_BAD_ARGUMENT and nothing is done. A frame takes the values of signals at its first sample; of
 * several frames in a block, the last one's spectrum is written: blocks of a millisecond miss none. */
PARTIALS_API partials_result partials_unit_process(partials_unit* unit, const float* const* in,
                                                   float* const* out, uint32_t frames);
PARTIALS_API void partials_unit_reset(partials_unit* unit); /* [audio] as if it were new */

#ifdef __cplusplus
}
#endif

#endif
