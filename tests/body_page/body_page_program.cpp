// SPDX-License-Identifier: MIT
// body_page_program KIND MEDIAPIPE [FLAG...]: serves the page with the walking figure, for tests in a
// browser. KIND: regression, classes or follower. MEDIAPIPE: folder of npm's @mediapipe/pose, or "". FLAGs:
// lost_hand silent practice camera. Prints the address, then every command and every post of landmarks as a
// line of JSON; ends when its input does.
#include <cstdio>
#include <iostream>

#include "body/page_server.h"
#include "body_page/page_source.h"

int main(int argc, char** argv) {
  using namespace partials::body;
  WalkingSource::Settings settings;
  if (argc > 1) settings.kind = argv[1];
  const auto flagged = [&](const char* name) {
    return std::any_of(argv + std::min(argc, 3), argv + argc,
                       [&](const char* a) { return std::string(a) == name; });
  };
  settings.lost_hand = flagged("lost_hand");
  settings.silent = flagged("silent");
  settings.practice = flagged("practice");
  settings.camera = flagged("camera");
  settings.told = [](const nlohmann::json& j) {
    std::printf("%s\n", j.dump().c_str());
    std::fflush(stdout);
  };
  WalkingSource source(settings);
  const auto server = PageServer::start(source, {0, argc > 2 ? argv[2] : ""});
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().text.c_str());
    return 1;
  }
  std::printf("%s\n", server.value()->address().c_str());
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
  }
}
