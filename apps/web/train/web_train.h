// SPDX-License-Identifier: MIT
// Training without files, threads and a clock of its own, for a Worker of a web page: recordings are given as
// samples, train_run() trains for a share of a second, and at any time there is a report and a model. One
// training at a time. Texts are UTF-8 and stay valid until the next call.
#pragma once
#include <stdint.h>

#ifdef __wasm__
#define PARTIALS_EXPORT(name) __attribute__((export_name(#name)))
#else
#define PARTIALS_EXPORT(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

// The share of the recordings, 0 to 1, that is analysed. Whoever owns the module gives this function.
#ifdef __wasm__
__attribute__((import_module("env"), import_name("train_listening")))
#endif
void train_listening(double done);

// Room for so many bytes, for texts and models that are passed in.
void* train_room(int32_t bytes) PARTIALS_EXPORT(train_room);
// Adds a recording, mono; returns where its samples are to be written. Null: out of memory.
float* train_recording(const char* name, double rate_hz, int32_t samples) PARTIALS_EXPORT(train_recording);
// Forgets recordings and training.
void train_clear(void) PARTIALS_EXPORT(train_clear);

// What `partials check --json` says of the recordings, with "text" and "usable". Null: train_error().
const char* train_check(void) PARTIALS_EXPORT(train_check);

// Prepares a training: {"preset": "auto", "name": "...", "seed": 1, "steps": 0, "minutes": 10, and of the
// card "author", "licence", "consent", "description"}, all optional. Returns {"preset", "summary", "split",
// "steps"}, and forgets the recordings. Null: train_error().
const char* train_begin(const char* options) PARTIALS_EXPORT(train_begin);

enum { TRAIN_FAILED = -1, TRAIN_VALIDATED = 1, TRAIN_BETTER = 2, TRAIN_DONE = 4 };
// Trains for so many milliseconds, at least one step. Returns at once after a validation. A sum of
// TRAIN_VALIDATED: the report has a new figure; TRAIN_BETTER: train_model() is better than before;
// TRAIN_DONE: there is no more to do. TRAIN_FAILED: train_error().
int32_t train_run(double ms) PARTIALS_EXPORT(train_run);
// {"step", "steps", "done", "spent_s", "loss", "validation", "best", "metric": {"id", "unit"}}
const char* train_report(void) PARTIALS_EXPORT(train_report);

// The bytes of a .partials file of the best weights so far; last: training ends with it, and the last weights
// of a whole training are considered too. Null: train_error().
const uint8_t* train_model(int32_t last) PARTIALS_EXPORT(train_model);
int32_t train_model_bytes(void) PARTIALS_EXPORT(train_model_bytes);

const char* train_error(void) PARTIALS_EXPORT(train_error);

#ifdef __cplusplus
}
#endif
