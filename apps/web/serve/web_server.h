// SPDX-License-Identifier: MIT
// The page that tools/page makes, over HTTP on 127.0.0.1, for a browser on this machine: served, it may use
// the camera and the microphone where a browser refuses them to a file, and load MediaPipe for the camera.
//   GET  /                  the page        GET  /mediapipe/FILE   files of npm's @mediapipe/pose, where they
//   are
// [main-thread] to start and end.
#pragma once
#include <memory>
#include <string>

#include "base/result.h"

namespace partials::web {

// partials.html beside the program (web/) or in its installation (share/partials/web/); "": it is in neither.
std::string page_file();

struct ServeOptions {
  std::string page;       // a file that tools/page has made
  int port = 0;           // 0: any that is free
  std::string mediapipe;  // folder of the npm package; empty: where `tools/get_data pose` puts it
};

class WebServer {
 public:
  // Errors: there is no such page, or it is none of ours; the port is taken or not allowed.
  static Result<std::unique_ptr<WebServer>> start(const ServeOptions& options);
  ~WebServer();

  std::string address() const;  // http://127.0.0.1:PORT/

 private:
  struct Inside;
  explicit WebServer(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace partials::web
