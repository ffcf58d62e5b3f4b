// SPDX-License-Identifier: MIT
// clap.gui (X11, embedded and floating) and clap.timer-support, whose timer drives the window.
#include "ext/gui.h"

#include <cstring>

#include "../extensions.h"
#include "gui_window.h"

namespace partials::clap {
namespace {

GuiWindow* window(const clap_plugin_t* p) noexcept {
  return static_cast<GuiWindow*>(Instance::of(p).gui.get());
}
bool x11(const char* api) noexcept { return api && std::strcmp(api, CLAP_WINDOW_API_X11) == 0; }

// Calls f if there is a window; returns false otherwise, or if f throws.
template <class F>
bool with(const clap_plugin_t* p, F&& f) noexcept {
  return guarded(false, [&] { return window(p) && f(*window(p)); });
}

bool create(const clap_plugin_t* p, const char* api, bool floating) noexcept {
  return guarded(false, [&] {
    const bool fits = x11(api) || (floating && (!api || !*api));
    if (!fits || window(p) || !Instance::of(p).host().has_timer()) return false;
    Instance::of(p).gui = std::make_unique<GuiWindow>(Instance::of(p), floating);
    return true;
  });
}

const clap_plugin_gui_t kGui = {
    [](const clap_plugin_t* p, const char* api, bool) {
      return x11(api) && Instance::of(p).host().has_timer();
    },
    [](const clap_plugin_t*, const char** api, bool* floating) {
      *api = CLAP_WINDOW_API_X11;
      *floating = false;
      return true;
    },
    create,
    [](const clap_plugin_t* p) { Instance::of(p).gui.reset(); },
    [](const clap_plugin_t* p, double scale) {
      return with(p, [&](GuiWindow& w) {
        w.set_scale(scale);
        return true;
      });
    },
    [](const clap_plugin_t* p, uint32_t* width, uint32_t* height) {
      return with(p, [&](GuiWindow& w) {
        w.get_size(*width, *height);
        return true;
      });
    },
    [](const clap_plugin_t*) { return true; },
    [](const clap_plugin_t*, clap_gui_resize_hints_t* hints) {
      *hints = {true, true, false, 0, 0};
      return true;
    },
    [](const clap_plugin_t* p, uint32_t* width, uint32_t* height) {
      return with(p, [&](GuiWindow& w) {
        w.adjust(*width, *height);
        return true;
      });
    },
    [](const clap_plugin_t* p, uint32_t width, uint32_t height) {
      return with(p, [&](GuiWindow& w) { return w.set_size(width, height); });
    },
    [](const clap_plugin_t* p, const clap_window_t* parent) {
      return with(p, [&](GuiWindow& w) {
        return parent && x11(parent->api) && !w.floating() && w.open(parent->x11);
      });
    },
    [](const clap_plugin_t* p, const clap_window_t* other) {
      return with(p, [&](GuiWindow& w) {
        return other && x11(other->api) && w.floating() && (w.stay_above(other->x11), true);
      });
    },
    [](const clap_plugin_t* p, const char* title) {
      with(p, [&](GuiWindow& w) {
        w.set_title(title);
        return true;
      });
    },
    [](const clap_plugin_t* p) { return with(p, [](GuiWindow& w) { return w.show(); }); },
    [](const clap_plugin_t* p) { return with(p, [](GuiWindow& w) { return w.hide(); }); },
};

const clap_plugin_timer_support_t kTimer = {
    [](const clap_plugin_t* p, clap_id id) {
      with(p, [&](GuiWindow& w) { return w.timer() == id && (w.idle(), true); });
    },
};

}  // namespace

const void* gui_extension(const clap_plugin_t*, const char* id) noexcept {
  if (std::strcmp(id, CLAP_EXT_GUI) == 0) return &kGui;
  return std::strcmp(id, CLAP_EXT_TIMER_SUPPORT) == 0 ? &kTimer : nullptr;
}

}  // namespace partials::clap
