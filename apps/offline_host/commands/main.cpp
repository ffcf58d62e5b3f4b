// SPDX-License-Identifier: MIT
// host COMMAND PLUGIN [MODEL]: our own offline host at the command line. It prints figures; what must hold is
// in tests/plugins.
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
      {"scan", scan, "what it offers, and its parameters"},
      {"cost", cost, "16 voices at 48 kHz in blocks of 64: mean, worst, p99.9"},
      {"instances", instances, "how many instances one core carries"},
      {"latency", latency, "first sample of a note, dry sound, onset of the effect"},
      {"silence", silence, "an hour of silence, simulated: whether the cost rises"},
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
      "(used where none is named), reference\n");
  for (const auto& c : commands) std::printf("  %-10s %s\n", c.name, c.help);
  return 2;
}
