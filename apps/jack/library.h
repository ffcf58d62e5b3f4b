// SPDX-License-Identifier: MIT
// libjack (jackaudio.org; PipeWire brings one of the same interface), opened at first use
// (audio/shared_library.h).
#pragma once
#include <jack/jack.h>
#include <jack/midiport.h>

#include "base/result.h"

// clang-format off
#define PARTIALS_JACK_FUNCTIONS(X) \
  X(client_open) X(client_close) X(get_client_name) X(get_sample_rate) X(get_buffer_size) X(activate) \
  X(deactivate) X(set_error_function) X(set_info_function) X(set_process_callback) \
  X(set_buffer_size_callback) X(set_xrun_callback) X(set_latency_callback) X(on_shutdown) \
  X(set_port_connect_callback) X(port_by_id) X(port_register) X(port_name) X(port_by_name) X(port_is_mine) \
  X(port_get_buffer) X(port_get_latency_range) X(port_set_latency_range) X(recompute_total_latencies) \
  X(get_ports) X(free) X(connect) X(disconnect) X(port_connected_to) X(midi_clear_buffer) \
  X(midi_get_event_count) X(midi_event_get) X(midi_event_write)
// clang-format on

namespace partials::jack {

struct Library {  // jack_connect is library.connect, and so on
#define PARTIALS_JACK_MEMBER(name) decltype(&::jack_##name) name = nullptr;
  PARTIALS_JACK_FUNCTIONS(PARTIALS_JACK_MEMBER)
#undef PARTIALS_JACK_MEMBER
};

// Opened by the first call; never closed.
Result<const Library*> library();

}  // namespace partials::jack
