// SPDX-License-Identifier: MIT
// host COMMAND PLUGIN [MODEL]: our own offline host on the command line. It prints measurements;
// requirements are checked by tests/plugins.
#include <cstdio>
#include <cstring>

#include "commands.h"

int main(int argc, char** argv) {
  using namespace partials::hosting;
  const struct {
    const char* name;
    Command run;
    const char* help;
  } commands[] = {
      {"scan", scan, "features and parameters"},
      {"cost", cost, "16 voices at 48 kHz in blocks of 64: mean, worst, p99.9"},
      {"instances", instances, "number of instances that one core can play"},
      {"latency", latency, "first sample of a note, dry sound, onset of the effect"},
      {"play", play_model, "a note of the model: its peak"},
      {"silence", silence, "an hour of simulated silence: does the cost rise?"},
  };
  for (const auto& c : commands)
    if (argc >= 3 && std::strcmp(argv[1], c.name) == 0) {
      const auto r = c.run(argv[2], argc > 3 ? argv[3] : "standard");
      if (!r) std::fprintf(stderr, "%s\n", r.error().text.c_str());
      return r ? 0 : 1;
    }
  std::printf(
      "usage: host COMMAND PLUGIN [MODEL]\nPLUGIN is a .clap file or a folder .lv2 or .vst3.\nMODEL is a "
      ".partials file or a preset: small, standard "
      "(the default), reference\n");
  for (const auto& c : commands) std::printf("  %-10s %s\n", c.name, c.help);
  return 2;
}
