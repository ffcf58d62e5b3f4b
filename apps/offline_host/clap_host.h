// SPDX-License-Identifier: MIT
// The host side of CLAP: functions that a plug-in may call, with a record of the calls.
#pragma once
#include <atomic>
#include <string>
#include <thread>

#include "clap_more.h"
#include "ext/latency.h"
#include "ext/params.h"
#include "ext/state.h"
#include "ext/thread-check.h"

namespace partials::hosting {

struct ClapHost {
  ClapHost();
  static ClapHost& of(const clap_host_t* h) { return *static_cast<ClapHost*>(h->host_data); }

  clap_host_t host;
  // role of the current thread; a thread that is neither this nor the creator belongs to the plug-in
  static thread_local bool in_audio;
  std::atomic<bool> restart{false}, callback{false};
  std::string wrong;  // calls on the wrong thread, one per line
  std::string* log = nullptr;
  std::string refused;  // why a preset was not loaded
  bool titles = false;  // parameters were renamed or hidden
  int loaded = 0;       // number of presets so far
  // number of requests to read all values, and to mark the project as changed
  int values_told = 0, dirty = 0;

  bool main() const { return !in_audio && std::this_thread::get_id() == home_; }
  void expect_main(const char* what) {
    if (!main()) wrong += std::string(what) + " was not called on the main thread.\n";
  }

 private:
  const std::thread::id home_ = std::this_thread::get_id();
};

}  // namespace partials::hosting
