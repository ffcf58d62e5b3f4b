// SPDX-License-Identifier: MIT
// partials serve: the web page, for a browser on this machine.
#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "arguments.h"
#include "system/asked_to_end.h"
#include "talk.h"
#include "verbs/exits.h"
#include "web/serve/web_server.h"

namespace {

using namespace partials;

void serve(web::ServeOptions o) {
  if (o.page.empty()) o.page = web::page_file();
  if (o.page.empty())
    throw Stop(Exit::failure,
               "the page is not beside this program; make it with: tools/page, then name it with --page");
  const auto server = must(web::WebServer::start(o));
  say_to(stdout, "Open {} in a browser on this machine; press Ctrl-C to stop.\n", server->address());
  std::fflush(stdout);
  listen_for_end();
  while (!asked_to_end()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

}  // namespace

void add_serve(CLI::App& app) {
  auto o = std::make_shared<web::ServeOptions>();
  CLI::App* verb =
      app.add_subcommand("serve", "show the web page that plays models, for a browser on this machine");
  verb->add_option("--port", o->port, "TCP port on 127.0.0.1 (0: any free port)")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  verb->add_option("--page", o->page, "page made by tools/page; by default the one beside this program")
      ->type_name("FILE");
  verb->add_option("--mediapipe", o->mediapipe,
                   "folder of npm's @mediapipe/pose, to follow hands by the camera; by default where "
                   "tools/get_data pose puts it")
      ->type_name("DIR");
  verb->callback([o] { serve(*o); });
  verb->footer("Example:\n  partials serve --port 8080");
}
