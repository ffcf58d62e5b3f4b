// SPDX-License-Identifier: MIT
// The parts of CLAP's public binary interface that the packaged headers (1.1.1) lack: names, layouts and
// strings exactly as published. Threads in CLAP's words: [m] main thread, [a] audio thread, [s] any.
#pragma once
#include "plugin.h"

inline constexpr char CLAP_EXT_LOG[] = "clap.log";
inline constexpr char CLAP_EXT_TAIL[] = "clap.tail";
inline constexpr char CLAP_EXT_RENDER[] = "clap.render";
inline constexpr char CLAP_EXT_VOICE_INFO[] = "clap.voice-info";
inline constexpr char CLAP_EXT_PRESET_LOAD[] = "clap.preset-load/2";
inline constexpr char CLAP_EXT_PRESET_LOAD_COMPAT[] = "clap.preset-load.draft/2";

extern "C" {

enum {
  CLAP_LOG_DEBUG = 0,
  CLAP_LOG_INFO = 1,
  CLAP_LOG_WARNING = 2,
  CLAP_LOG_ERROR = 3,
  CLAP_LOG_FATAL = 4,
  CLAP_LOG_HOST_MISBEHAVING = 5,
  CLAP_LOG_PLUGIN_MISBEHAVING = 6
};
typedef int32_t clap_log_severity;
typedef struct clap_host_log {
  void(CLAP_ABI* log)(const clap_host_t* host, clap_log_severity severity, const char* msg);  // [s]
} clap_host_log_t;

typedef struct clap_plugin_tail {
  uint32_t(CLAP_ABI* get)(const clap_plugin_t* plugin);  // [m,a] samples; INT32_MAX and more: endless
} clap_plugin_tail_t;
typedef struct clap_host_tail {
  void(CLAP_ABI* changed)(const clap_host_t* host);  // [a]
} clap_host_tail_t;

enum { CLAP_RENDER_REALTIME = 0, CLAP_RENDER_OFFLINE = 1 };
typedef int32_t clap_plugin_render_mode;
typedef struct clap_plugin_render {
  bool(CLAP_ABI* has_hard_realtime_requirement)(const clap_plugin_t* plugin);      // [m]
  bool(CLAP_ABI* set)(const clap_plugin_t* plugin, clap_plugin_render_mode mode);  // [m]
} clap_plugin_render_t;

enum { CLAP_VOICE_INFO_SUPPORTS_OVERLAPPING_NOTES = 1 << 0 };
typedef struct clap_voice_info {
  uint32_t voice_count;     // maximum in use, as currently set
  uint32_t voice_capacity;  // maximum that can be set
  uint64_t flags;
} clap_voice_info_t;
typedef struct clap_plugin_voice_info {
  bool(CLAP_ABI* get)(const clap_plugin_t* plugin, clap_voice_info_t* info);  // [m]
} clap_plugin_voice_info_t;
typedef struct clap_host_voice_info {
  void(CLAP_ABI* changed)(const clap_host_t* host);  // [m]
} clap_host_voice_info_t;

enum { CLAP_PRESET_DISCOVERY_LOCATION_FILE = 0, CLAP_PRESET_DISCOVERY_LOCATION_PLUGIN = 1 };
typedef struct clap_plugin_preset_load {
  // [m]
  bool(CLAP_ABI* from_location)(const clap_plugin_t* plugin, uint32_t location_kind, const char* location,
                                const char* load_key);
} clap_plugin_preset_load_t;
typedef struct clap_host_preset_load {
  // [m]
  void(CLAP_ABI* on_error)(const clap_host_t* host, uint32_t location_kind, const char* location,
                           const char* load_key, int32_t os_error, const char* msg);
  // [m]
  void(CLAP_ABI* loaded)(const clap_host_t* host, uint32_t location_kind, const char* location,
                         const char* load_key);
} clap_host_preset_load_t;

}  // extern "C"
