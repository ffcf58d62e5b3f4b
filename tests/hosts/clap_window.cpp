// SPDX-License-Identifier: MIT
// A minimal host that shows a CLAP plug-in's window: embedded in its own X11 window, or floating. It runs the
// timer that the plug-in requests, checks sizes, follows external resizes, closes, opens again, and prints
// the gestures that it received. SIGTERM ends it early and cleanly.
//   clap_window FILE ID embedded|floating MODEL SECONDS [SCALE [OPENINGS]]
#include <dlfcn.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <thread>

#include "clap_more.h"
#include "entry.h"
#include "ext/gui.h"
#include "ext/params.h"
#include "ext/timer-support.h"
#include "plugin-factory.h"
#include "x11_windows.h"

namespace {

std::atomic<bool> asked_to_end{false};
uint32_t period = 0;
int begun = 0, ended = 0, moved = 0, flushes = 0;

const clap_host_timer_support_t kTimer = {
    [](const clap_host_t*, uint32_t ms, clap_id* id) {
      period = ms;
      *id = 7;
      return true;
    },
    [](const clap_host_t*, clap_id id) { return id == 7 && (period = 0, true); }};
const clap_host_params_t kParams = {[](const clap_host_t*, clap_param_rescan_flags) {},
                                    [](const clap_host_t*, clap_id, clap_param_clear_flags) {},
                                    [](const clap_host_t*) { ++flushes; }};
const void* extension(const clap_host_t*, const char* id) {
  if (std::strcmp(id, CLAP_EXT_TIMER_SUPPORT) == 0) return &kTimer;
  return std::strcmp(id, CLAP_EXT_PARAMS) == 0 ? &kParams : nullptr;
}
const clap_host_t kHost = {CLAP_VERSION_INIT,
                           nullptr,
                           "clap_window",
                           "",
                           "",
                           "1",
                           extension,
                           [](const clap_host_t*) {},
                           [](const clap_host_t*) {},
                           [](const clap_host_t*) {}};

bool hear(const clap_output_events_t*, const clap_event_header_t* e) {
  begun += e->type == CLAP_EVENT_PARAM_GESTURE_BEGIN;
  ended += e->type == CLAP_EVENT_PARAM_GESTURE_END;
  moved += e->type == CLAP_EVENT_PARAM_VALUE;
  return true;
}

int fail(const char* what) {
  std::fprintf(stderr, "clap_window: %s\n", what);
  return 1;
}

// The host's window has another size now: the plug-in's follows, as far as it allows.
bool follow(const clap_plugin_t* plugin, const clap_plugin_gui_t* gui, partials::x11::HostWindow& parent) {
  uint32_t w = 0, h = 0, wanted_w = 0, wanted_h = 0;
  if (!parent.resized(w, h)) return true;
  wanted_w = w;
  wanted_h = h;
  if (!gui->adjust_size(plugin, &w, &h) || w < wanted_w || h < wanted_h) return false;
  if (w != wanted_w || h != wanted_h) parent.resize(w, h);
  return gui->set_size(plugin, w, h) && gui->get_size(plugin, &wanted_w, &wanted_h) && wanted_w == w &&
         wanted_h == h;
}

int show(const clap_plugin_t* plugin, bool floating, double seconds, double scale) {
  const auto* gui = static_cast<const clap_plugin_gui_t*>(plugin->get_extension(plugin, CLAP_EXT_GUI));
  const auto* timer =
      static_cast<const clap_plugin_timer_support_t*>(plugin->get_extension(plugin, CLAP_EXT_TIMER_SUPPORT));
  const auto* params =
      static_cast<const clap_plugin_params_t*>(plugin->get_extension(plugin, CLAP_EXT_PARAMS));
  if (!gui || !timer || !gui->is_api_supported(plugin, CLAP_WINDOW_API_X11, floating))
    return fail("there is no window");
  if (!gui->create(plugin, CLAP_WINDOW_API_X11, floating)) return fail("create");
  if (scale > 0 && !gui->set_scale(plugin, scale)) return fail("set_scale");
  uint32_t w = 0, h = 0;
  if (!gui->get_size(plugin, &w, &h) || w < 640 || h < 420) return fail("size");
  std::optional<partials::x11::HostWindow> parent;
  if (!floating) {
    parent.emplace("clap_window", w, h);
    clap_window_t window{CLAP_WINDOW_API_X11, {}};
    window.x11 = parent->id();
    if (!gui->set_parent(plugin, &window)) return fail("set_parent");
  } else {
    gui->suggest_title(plugin, "floating");
  }
  if (!gui->show(plugin)) return fail("show");
  if (period == 0) return fail("no timer was asked for");
  const clap_input_events_t none = {
      nullptr, [](const clap_input_events_t*) -> uint32_t { return 0; },
      [](const clap_input_events_t*, uint32_t) -> const clap_event_header_t* { return nullptr; }};
  const clap_output_events_t out = {nullptr, hear};
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  for (int n = 0; std::chrono::steady_clock::now() < end && !asked_to_end; ++n) {
    std::this_thread::sleep_for(std::chrono::milliseconds(period));
    timer->on_timer(plugin, 7);
    params->flush(plugin, &none, &out);
    if (n == 20 && parent) {
      uint32_t nw = 900, nh = 100;
      if (!gui->adjust_size(plugin, &nw, &nh) || nh < 420) return fail("adjust_size");
      if (scale <= 1) parent->resize(nw, 700);
    }
    if (parent && !follow(plugin, gui, *parent)) return fail("set_size");
  }
  gui->hide(plugin);
  gui->destroy(plugin);
  return period == 0 ? 0 : fail("the timer is still there");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6 || argc > 8)
    return fail("usage: clap_window FILE ID embedded|floating MODEL SECONDS [SCALE [OPENINGS]]");
  std::signal(SIGTERM, [](int) { asked_to_end = true; });
  void* file = dlopen(argv[1], RTLD_NOW);
  if (!file) return fail(dlerror());
  const auto* entry = static_cast<const clap_plugin_entry_t*>(dlsym(file, "clap_entry"));
  if (!entry || !entry->init(argv[1])) return fail("clap_entry");
  const auto* factory = static_cast<const clap_plugin_factory_t*>(entry->get_factory(CLAP_PLUGIN_FACTORY_ID));
  const clap_plugin_t* plugin = factory->create_plugin(factory, &kHost, argv[2]);
  if (!plugin || !plugin->init(plugin)) return fail("no such plug-in");
  if (const auto* presets =
          static_cast<const clap_plugin_preset_load_t*>(plugin->get_extension(plugin, CLAP_EXT_PRESET_LOAD));
      *argv[4])
    presets->from_location(plugin, CLAP_PRESET_DISCOVERY_LOCATION_FILE, argv[4], nullptr);
  const bool floating = std::strcmp(argv[3], "floating") == 0;
  const double scale = argc > 6 ? std::atof(argv[6]) : 0;
  if (const int rc = show(plugin, floating, 0.5, scale)) return rc;
  // closed, and opened again
  for (int left = argc > 7 ? std::atoi(argv[7]) : 1; left > 0 && !asked_to_end; --left)
    if (const int rc = show(plugin, floating, std::atof(argv[5]), scale)) return rc;
  plugin->destroy(plugin);
  entry->deinit();
  std::printf("gestures: %d begun, %d ended, %d values\n", begun, ended, moved);
  return begun == ended ? 0 : fail("a gesture was left open");
}
