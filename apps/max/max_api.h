// SPDX-License-Identifier: MIT
// The functions of Max that the objects use. With PARTIALS_MAX_SDK they come from Cycling '74's headers;
// without, they are declared here in our own words, so that the objects always compile and the test host
// (tests/max) can play Max. What Max promises of threads, as far as it is relied on:
//   [main-thread]      creating and freeing objects, dsp64, what qelem and defer call, outlets here, buffers
//   [scheduler-thread] what clocks call; messages arrive on it or on the main thread, and on the audio
//                      thread where the scheduler runs in the audio interrupt
//   [audio-thread]     perform64
//   [any-thread]       gensym, object_error, clock_fdelay, clock_getftime, qelem_set, defer
#pragma once

#ifdef PARTIALS_MAX_SDK
#include <ext.h>
#include <ext_buffer.h>
#include <ext_obex.h>
#include <z_dsp.h>
#define PARTIALS_MAX_EXPORT extern "C" C74_EXPORT
#else
#define PARTIALS_MAX_EXPORT extern "C" __attribute__((visibility("default")))

extern "C" {
typedef void* (*method)(void*);
typedef long t_max_err;
typedef unsigned int t_fourcc;
typedef long t_atom_long;
typedef double t_atom_float;

typedef struct object {
  void* o_class;
} t_object;
typedef struct symbol {
  char* s_name;
  struct object* s_thing;
} t_symbol;
typedef struct maxclass t_class;
typedef struct t_outlet t_outlet;
typedef struct t_clock t_clock;
typedef struct t_qelem t_qelem;
typedef struct t_buffer_ref t_buffer_ref;
typedef struct t_buffer_obj t_buffer_obj;

enum { A_NOTHING = 0, A_LONG, A_FLOAT, A_SYM, A_GIMME = 8, A_CANT };
typedef struct atom {
  short a_type;
  union {
    t_atom_long w_long;
    t_atom_float w_float;
    struct symbol* w_sym;
  } a_w;
} t_atom;

// The head of an object with signals; it has as many signal inlets as dsp_setup is told.
typedef struct t_pxobject {
  struct object z_ob;
  long z_in;
  void* z_proxy;
  long z_disabled;
  short z_count, z_misc;
} t_pxobject;
typedef void (*t_perfroutine64)(t_object* x, t_object* dsp64, double** ins, long numins, double** outs,
                                long numouts, long sampleframes, long flags, void* userparam);
enum { MAX_FILENAME_CHARS = 512, MAX_PATH_CHARS = 2048 };
enum { ASSIST_INLET = 1, ASSIST_OUTLET = 2 };

t_symbol* gensym(const char* name);
// Types of arguments end with 0; A_GIMME: f(x, selector, argc, argv), A_CANT: not called by messages.
t_class* class_new(const char* name, method make, method free, long size, method menu, short type, ...);
t_max_err class_addmethod(t_class* c, method f, const char* name, ...);
t_max_err class_register(t_symbol* name_space, t_class* c);
#define CLASS_BOX gensym("box")
void class_dspinit(t_class* c);
void* object_alloc(t_class* c);
t_max_err object_free(void* x);
void* object_method(void* x, t_symbol* selector, ...);
void object_error(t_object* x, const char* format, ...);  // in the console

void z_dsp_setup(t_pxobject* x, long signal_inlets);
void z_dsp_free(t_pxobject* x);  // first of all when an object is freed; audio no longer calls it then
#define dsp_setup z_dsp_setup
#define dsp_free z_dsp_free

void* outlet_new(void* x, const char* type);  // "signal", or null for messages; from right to left
void* outlet_anything(t_outlet* outlet, t_symbol* selector, short argc, t_atom* argv);

t_clock* clock_new(void* x, method f);  // f(x), on the scheduler's thread
void clock_fdelay(t_clock* clock, double ms);
void clock_getftime(double* ms);       // logical time of the scheduler
void* qelem_new(void* x, method f);    // f(x), on the main thread
void qelem_set(t_qelem* element);
void qelem_free(t_qelem* element);
// f(x, selector, argc, argv) on the main thread: at once if this is it
void* defer(void* x, method f, t_symbol* selector, short argc, t_atom* argv);

// Both 0 if all is well. The name is changed to that of the file in `folder`.
short locatefile_extended(char* name, short* folder, t_fourcc* type, const t_fourcc* types, short n_types);
t_max_err path_toabsolutesystempath(const short folder, const char* name, char* path);

t_buffer_ref* buffer_ref_new(t_object* x, t_symbol* name);  // freed by object_free
t_buffer_obj* buffer_ref_getobject(t_buffer_ref* reference);  // null: there is no such buffer
float* buffer_locksamples(t_buffer_obj* buffer);              // channels interleaved; null: none
void buffer_unlocksamples(t_buffer_obj* buffer);
t_atom_long buffer_getframecount(t_buffer_obj* buffer);
t_atom_long buffer_getchannelcount(t_buffer_obj* buffer);
t_atom_float buffer_getsamplerate(t_buffer_obj* buffer);
}
#endif
