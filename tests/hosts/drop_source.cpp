// SPDX-License-Identifier: MIT
// Drops files onto the window whose title begins with TITLE, as a file manager does.
//   drop_source TITLE FILE...
#include <cstdio>

#include "x11_windows.h"
#include "xdnd_source.h"

int main(int argc, char** argv) {
  using namespace partials::x11;
  if (argc < 3) {
    std::fprintf(stderr, "usage: drop_source TITLE FILE... (with a display)\n");
    return 2;
  }
  const Connection connection;
  Display* display = connection.display;
  const Window target = find_window(display, DefaultRootWindow(display), argv[1]);
  if (target == None) {
    std::fprintf(stderr, "drop_source: no window '%s'\n", argv[1]);
    return 1;
  }
  const auto answer = DragSource(display).drop(target, uri_list({argv + 2, argv + argc}), 10);
  if (answer != DragSource::Answer::dropped) {
    std::fprintf(stderr, "drop_source: %s\n",
                 answer == DragSource::Answer::refused ? "refused" : "no answer");
    return 1;
  }
  return 0;
}
