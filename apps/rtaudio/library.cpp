// SPDX-License-Identifier: MIT
#include "rtaudio/library.h"

#include <string>

#include "audio/shared_library.h"

namespace partials::rtaudio {
namespace {

using audio::find_function;

// Silences ALSA's library, which prints errors; we report errors ourselves.
void quiet(const char*, int, const char*, int, const char*, ...) {}

void hush_alsa() {
  void* const alsa = dlopen("libasound.so.2", RTLD_NOW | RTLD_NOLOAD);
  int (*set_error_handler)(decltype(&quiet)) = nullptr;
  if (alsa && find_function(alsa, "snd_lib_error_set_handler", set_error_handler)) set_error_handler(quiet);
}

Result<Library> open() {
  void* file = dlopen("librtaudio.so.6", RTLD_NOW | RTLD_LOCAL);
  if (!file)
    return Error{
        "RtAudio's library (librtaudio.so.6), by which PulseAudio and ALSA are reached, is not on this "
        "machine"};
  Library l;
#define PARTIALS_FIND(name)                           \
  if (!find_function(file, "rtaudio_" #name, l.name)) \
    return Error{"RtAudio's library (librtaudio.so.6) has no function rtaudio_" #name};
  PARTIALS_RTAUDIO_FUNCTIONS(PARTIALS_FIND)
#undef PARTIALS_FIND
  if (std::string(l.version()).rfind("5.", 0) != 0)
    return Error{"RtAudio's library (librtaudio.so.6) does not have version 5"};
  hush_alsa();
  return l;
}

Result<MidiLibrary> open_midi() {
  void* file = dlopen("librtmidi.so.6", RTLD_NOW | RTLD_LOCAL);
  if (!file)
    return Error{
        "RtMidi's library (librtmidi.so.6), by which ALSA's MIDI inputs are reached, is not on this machine"};
  MidiLibrary l;
#define PARTIALS_FIND(name)                          \
  if (!find_function(file, "rtmidi_" #name, l.name)) \
    return Error{"RtMidi's library (librtmidi.so.6) has no function rtmidi_" #name};
  PARTIALS_RTMIDI_FUNCTIONS(PARTIALS_FIND)
#undef PARTIALS_FIND
  hush_alsa();
  return l;
}

}  // namespace

Result<const Library*> library() {
  static const Result<Library> opened = open();
  if (!opened) return opened.error();
  return &opened.value();
}

Result<const MidiLibrary*> midi_library() {
  static const Result<MidiLibrary> opened = open_midi();
  if (!opened) return opened.error();
  return &opened.value();
}

}  // namespace partials::rtaudio
