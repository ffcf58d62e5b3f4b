// SPDX-License-Identifier: MIT
// The host objects of a VST3 plug-in with a window, through DPF's plain C headers: messages, a frame that
// accepts size requests, a run loop with timers and file handles, and a receiver of gestures. Messages are
// counted and delete themselves; the rest outlives the plug-in.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "dpf/vst3_objects.h"
#include "src/travesty/host.h"
#include "src/travesty/message.h"
#include "src/travesty/view.h"

namespace partials::hosting::vst3 {

struct Attributes : Object<v3_attribute_list> {
  Attributes();
  std::map<std::string, std::variant<int64_t, double, std::u16string, std::string>> values;
};

struct Message : Object<v3_message> {
  Message();
  std::string id;
  Attributes attributes;
  uint32_t count = 1;
  static inline int alive = 0;
};

struct Application : Object<v3_host_application> {
  Application();
};

struct RunLoop : Object<v3_run_loop> {
  RunLoop();
  void turn(int ms);  // waits for as long, then calls whoever is due
  struct Timer {
    v3_timer_handler** handler;
    int64_t period_ms, due_ms;
  };
  struct File {
    v3_event_handler** handler;
    int fd;
  };
  std::vector<Timer> timers;
  std::vector<File> files;
};

struct Frame : Object<v3_plugin_frame> {
  explicit Frame(RunLoop& loop);
  RunLoop& loop;
  std::function<void(v3_plugin_view**, v3_view_rect&)> resize;
};

struct Ear : Object<v3_component_handler> {
  Ear();
  int begun = 0, ended = 0, moved = 0;
};

}  // namespace partials::hosting::vst3
