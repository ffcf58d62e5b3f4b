// SPDX-License-Identifier: MIT
#include "extensions.h"

#include <cstdio>
#include <cstring>

#include "ext/audio-ports.h"
#include "ext/note-ports.h"
#include "gui.h"
#include "instance.h"

namespace partials::clap {
namespace {

constexpr uint64_t kMaxStateBytes = 300u << 20;

// An instrument has a stereo output; an effect a stereo input and output, which may be the same memory.
const clap_plugin_audio_ports_t kAudioPorts = {
    [](const clap_plugin_t* p, bool is_input) -> uint32_t {
      return is_input && Instance::of(p).instrument() ? 0 : 1;
    },
    [](const clap_plugin_t* p, uint32_t index, bool is_input, clap_audio_port_info_t* to) {
      const bool instrument = Instance::of(p).instrument();
      if (index != 0 || (is_input && instrument)) return false;
      *to = {};
      std::snprintf(to->name, sizeof to->name, "%s", is_input ? "In" : "Out");
      to->flags = CLAP_AUDIO_PORT_IS_MAIN;
      to->channel_count = 2;
      to->port_type = CLAP_PORT_STEREO;
      to->in_place_pair = instrument ? CLAP_INVALID_ID : 0;
      return true;
    },
};

// An instrument receives notes; an effect receives controllers (MIDI learn, program change) and sends the
// notes that it detects.
const clap_plugin_note_ports_t kNotePorts = {
    [](const clap_plugin_t* p, bool is_input) -> uint32_t {
      return is_input || !Instance::of(p).instrument() ? 1 : 0;
    },
    [](const clap_plugin_t* p, uint32_t index, bool is_input, clap_note_port_info_t* to) {
      const bool instrument = Instance::of(p).instrument();
      if (index != 0 || (!is_input && instrument)) return false;
      *to = {};
      std::snprintf(to->name, sizeof to->name, "%s",
                    instrument ? "Notes"
                    : is_input ? "Controllers"
                               : "Detected notes");
      to->supported_dialects =
          instrument ? CLAP_NOTE_DIALECT_CLAP | CLAP_NOTE_DIALECT_MIDI | CLAP_NOTE_DIALECT_MIDI_MPE
                     : CLAP_NOTE_DIALECT_MIDI;
      to->preferred_dialect = instrument ? CLAP_NOTE_DIALECT_CLAP : CLAP_NOTE_DIALECT_MIDI;
      return true;
    },
};

bool save(Instance& instance, const clap_ostream_t& stream) {
  const std::string state = instance.player().state();
  for (size_t at = 0; at < state.size();) {
    const int64_t n = stream.write(&stream, state.data() + at, state.size() - at);
    if (n <= 0) return false;
    at += static_cast<size_t>(n);
  }
  return true;
}

bool load(Instance& instance, const clap_istream_t& stream) {
  std::string state, part(1 << 16, '\0');
  for (;;) {
    const int64_t n = stream.read(&stream, part.data(), part.size());
    if (n == 0) return instance.restore(state);
    if (n < 0 || static_cast<uint64_t>(n) > part.size() || state.size() > kMaxStateBytes) return false;
    state.append(part.data(), static_cast<size_t>(n));
  }
}

const clap_plugin_state_t kState = {
    [](const clap_plugin_t* p, const clap_ostream_t* s) {
      return guarded(false, [&] { return save(Instance::of(p), *s); });
    },
    [](const clap_plugin_t* p, const clap_istream_t* s) {
      return guarded(false, [&] { return load(Instance::of(p), *s); });
    },
};

const clap_plugin_latency_t kLatency = {[](const clap_plugin_t* p) -> uint32_t {
  return static_cast<uint32_t>(Instance::of(p).player().latency_samples());
}};
const clap_plugin_tail_t kTail = {
    [](const clap_plugin_t* p) -> uint32_t { return Instance::of(p).tail_samples(); }};

// Offline and live rendering use the same player.
const clap_plugin_render_t kRender = {
    [](const clap_plugin_t*) { return false; },
    [](const clap_plugin_t*, clap_plugin_render_mode) { return true; },
};

const clap_plugin_voice_info_t kVoiceInfo = {[](const clap_plugin_t* p, clap_voice_info_t* to) {
  if (!Instance::of(p).instrument()) return false;
  to->voice_count = Instance::of(p).voices();
  to->voice_capacity = static_cast<uint32_t>(kParameters[kVoices].max);
  to->flags = CLAP_VOICE_INFO_SUPPORTS_OVERLAPPING_NOTES;
  return true;
}};

// For hosts in which our window is not open: loads a .partials or .partials-preset file by its path. True:
// the load is scheduled, and its result will be reported to the host.
const clap_plugin_preset_load_t kPresetLoad = {
    [](const clap_plugin_t* p, uint32_t kind, const char* location, const char*) {
      return guarded(false, [&] {
        if (kind == CLAP_PRESET_DISCOVERY_LOCATION_FILE && location) {
          Instance::of(p).load(location);
          return true;
        }
        Instance::of(p).host().preset_failed(kind, location,
                                             "Partials loads models and presets from files only; use the "
                                             "path of a .partials or .partials-preset file.");
        return false;
      });
    }};

struct Named {
  const char* id;
  const void* table;
  bool instrument, effect;
};
const Named kExtensions[] = {
    {CLAP_EXT_AUDIO_PORTS, &kAudioPorts, true, true},
    {CLAP_EXT_NOTE_PORTS, &kNotePorts, true, true},
    {CLAP_EXT_PARAMS, parameter_extension(), true, true},
    {CLAP_EXT_STATE, &kState, true, true},
    {CLAP_EXT_LATENCY, &kLatency, true, true},
    {CLAP_EXT_TAIL, &kTail, true, true},
    {CLAP_EXT_RENDER, &kRender, true, true},
    {CLAP_EXT_VOICE_INFO, &kVoiceInfo, true, false},
    {CLAP_EXT_PRESET_LOAD, &kPresetLoad, true, true},
    {CLAP_EXT_PRESET_LOAD_COMPAT, &kPresetLoad, true, true},
};

}  // namespace

const void* extension(const clap_plugin_t* plugin, const char* id) noexcept {
  const bool instrument = Instance::of(plugin).instrument();
  for (const Named& e : kExtensions)
    if (std::strcmp(id, e.id) == 0 && (instrument ? e.instrument : e.effect)) return e.table;
  return gui_extension(plugin, id);
}

}  // namespace partials::clap
