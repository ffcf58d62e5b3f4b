// SPDX-License-Identifier: MIT
// RtAudio 5 (PulseAudio and ALSA) and RtMidi (the ALSA sequencer), opened at first use
// (audio/shared_library.h).
#pragma once
#include <rtaudio_c.h>
#include <rtmidi_c.h>

#include "base/result.h"

// clang-format off
#define PARTIALS_RTAUDIO_FUNCTIONS(X) \
  X(version) X(get_num_compiled_apis) X(compiled_api) X(create) X(destroy) X(error) X(device_count) \
  X(get_device_info) X(open_stream) X(close_stream) X(start_stream) X(is_stream_running) \
  X(get_stream_latency) X(get_stream_sample_rate) X(show_warnings)
#define PARTIALS_RTMIDI_FUNCTIONS(X) \
  X(in_create) X(in_free) X(in_set_callback) X(in_ignore_types) X(open_port) X(get_port_count) \
  X(get_port_name) X(out_create) X(out_free) X(out_send_message) X(open_virtual_port)
// clang-format on

namespace partials::rtaudio {

#define PARTIALS_MEMBER(name) decltype(&::rtaudio_##name) name = nullptr;
struct Library {  // rtaudio_create is library.create, and so on
  PARTIALS_RTAUDIO_FUNCTIONS(PARTIALS_MEMBER)
};
#undef PARTIALS_MEMBER
#define PARTIALS_MEMBER(name) decltype(&::rtmidi_##name) name = nullptr;
struct MidiLibrary {
  PARTIALS_RTMIDI_FUNCTIONS(PARTIALS_MEMBER)
};
#undef PARTIALS_MEMBER

// Opened by the first call; never closed.
Result<const Library*> library();
Result<const MidiLibrary*> midi_library();

}  // namespace partials::rtaudio
