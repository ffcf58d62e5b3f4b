// SPDX-License-Identifier: MIT
// Shared by the programs of bench/: CPU time of one thread, which excludes other programs, as the best of
// several trials; and peers, scripts in bench/peers that are started one after the other on one thread with
// the best settings of OpenBLAS and the allocator. PYTHON selects an interpreter other than Debian's.
#pragma once
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/clocks.h"

namespace partials {

template <class F>
double best_s(int calls, int trials, F&& f) {
  double best = 1e30;
  for (int trial = 0; trial < trials; ++trial) {
    const double start = cpu_s();
    for (int i = 0; i < calls; ++i) f();
    best = std::min(best, (cpu_s() - start) / calls);
  }
  return best;
}
template <class F>
double best_ms(int trials, F&& f) {
  return 1e3 * best_s(1, trials, f);
}

// The command that runs bench/peers/SCRIPT ARGUMENTS, to be started in the source folder.
inline std::string peer_command(const std::string& script, const std::string& arguments = "",
                                int threads = 1) {
  const char* python = std::getenv("PYTHON");
  return "OMP_NUM_THREADS=" + std::to_string(threads) +
         " OMP_WAIT_POLICY=passive MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=4294967296 "
         "MALLOC_TOP_PAD_=268435456 " +
         (python ? python : "/usr/bin/python3") + " bench/peers/" + script + " " + arguments;
}

// The peer's output; empty, after a message on stderr, if it fails.
inline std::string ask_peer(const std::string& script, const std::string& arguments = "", int threads = 1) {
  std::string out;
  if (FILE* pipe = popen(peer_command(script, arguments, threads).c_str(), "r")) {
    char part[4096];
    while (std::fgets(part, sizeof part, pipe)) out += part;
    pclose(pipe);
  }
  if (out.empty())
    std::fprintf(stderr,
                 "bench/peers/%s failed; run this program in the source folder, after tools/setup test.\n",
                 script.c_str());
  return out;
}

}  // namespace partials
