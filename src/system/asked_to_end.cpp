// SPDX-License-Identifier: MIT
#include "system/asked_to_end.h"

#include <signal.h>

#include <csignal>
#include <initializer_list>

namespace partials {
namespace {

volatile std::sig_atomic_t g_end = 0;
void end(int) { g_end = 1; }

}  // namespace

void listen_for_end() {
  struct sigaction action {};
  action.sa_handler = end;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

bool asked_to_end() noexcept { return g_end != 0; }
void ask_to_end() noexcept { g_end = 1; }

}  // namespace partials
