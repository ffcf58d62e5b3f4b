// SPDX-License-Identifier: MIT
#include "clap_host.h"

#include <cstring>

#include "base/version.h"

namespace partials::hosting {
namespace {

ClapHost& me(const clap_host_t* h) { return ClapHost::of(h); }

const clap_host_log_t kLog = {[](const clap_host_t* h, clap_log_severity, const char* text) {
  me(h).expect_main("log");  // CLAP allows any thread, but our plug-in must log on the main thread only
  if (me(h).log) *me(h).log += std::string(text) + "\n";
}};
const clap_host_params_t kParams = {
    [](const clap_host_t* h, clap_param_rescan_flags flags) {
      me(h).expect_main("params.rescan");
      me(h).values_told += (flags & CLAP_PARAM_RESCAN_VALUES) != 0;
      me(h).titles |= (flags & CLAP_PARAM_RESCAN_INFO) != 0;
    },
    [](const clap_host_t* h, clap_id, clap_param_clear_flags) { me(h).expect_main("params.clear"); },
    [](const clap_host_t*) {},
};
const clap_host_latency_t kLatency = {[](const clap_host_t* h) { me(h).expect_main("latency.changed"); }};
const clap_host_state_t kState = {[](const clap_host_t* h) {
  me(h).expect_main("state.mark_dirty");
  ++me(h).dirty;
}};
const clap_host_voice_info_t kVoices = {
    [](const clap_host_t* h) { me(h).expect_main("voice_info.changed"); }};
const clap_host_tail_t kTail = {[](const clap_host_t* h) {
  if (!ClapHost::in_audio) me(h).wrong += "tail.changed was called on the main thread.\n";
}};
const clap_host_thread_check_t kThreads = {[](const clap_host_t* h) { return me(h).main(); },
                                           [](const clap_host_t*) { return ClapHost::in_audio; }};
const clap_host_preset_load_t kPresets = {
    [](const clap_host_t* h, uint32_t, const char*, const char*, int32_t, const char* why) {
      me(h).expect_main("preset_load.on_error");
      me(h).refused = why;
    },
    [](const clap_host_t* h, uint32_t, const char*, const char*) {
      me(h).expect_main("preset_load.loaded");
      ++me(h).loaded;
    },
};

const void* extension(const clap_host_t*, const char* id) {
  const struct {
    const char* id;
    const void* table;
  } all[] = {{CLAP_EXT_LOG, &kLog},
             {CLAP_EXT_PARAMS, &kParams},
             {CLAP_EXT_LATENCY, &kLatency},
             {CLAP_EXT_STATE, &kState},
             {CLAP_EXT_VOICE_INFO, &kVoices},
             {CLAP_EXT_TAIL, &kTail},
             {CLAP_EXT_THREAD_CHECK, &kThreads},
             {CLAP_EXT_PRESET_LOAD, &kPresets}};
  for (const auto& e : all)
    if (std::strcmp(id, e.id) == 0) return e.table;
  return nullptr;
}

}  // namespace

thread_local bool ClapHost::in_audio = false;

ClapHost::ClapHost() {
  host = {CLAP_VERSION_INIT,
          this,
          "Partials offline host",
          "Partials",
          "",
          library_version(),
          extension,
          [](const clap_host_t* h) { me(h).restart = true; },
          [](const clap_host_t*) {},
          [](const clap_host_t* h) { me(h).callback = true; }};
}

}  // namespace partials::hosting
