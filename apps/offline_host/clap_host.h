// SPDX-License-Identifier: MIT
// The host side of CLAP: what a plug-in may ask of us, and whether it asked.
#pragma once
#include <atomic>
#include <string>

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
  static thread_local bool in_audio;  // which thread this is now
  std::atomic<bool> restart{false}, callback{false};
  std::string wrong;                  // calls on the wrong thread, a line each
  std::string* log = nullptr;

  void expect_main(const char* what) { if (in_audio) wrong += std::string(what) + " was called on the audio thread.\n"; }
};

}  // namespace partials::hosting
