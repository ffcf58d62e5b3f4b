// SPDX-License-Identifier: MIT
// The page of movement over HTTP, for a browser on this machine: listens on 127.0.0.1 only, at an address
// with a random token, and refuses what comes from other pages (page_guard.h). Below the address:
//   GET  (empty), main.js, ...   the page                 GET  description   JSON
//   GET  events                  states as Server-Sent Events, at most 30 a second
//   POST command                 one command as JSON      POST camera        landmarks of one picture
//   GET  mediapipe/FILE          files of npm's @mediapipe/pose, where they are
// [main-thread] to start and end; the source is called by the server's own threads, one at a time.
#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "body/page_source.h"

namespace partials::body {

struct PageOptions {
  int port = 0;           // 0: any that is free
  std::string mediapipe;  // folder of the npm package; empty: the one of mediapipe_folder()
};

class PageServer {
 public:
  // Errors: the port is taken or not allowed; a folder was named that holds no pose.js. The source must
  // outlive the server.
  static Result<std::unique_ptr<PageServer>> start(PageSource& source, const PageOptions& options);
  ~PageServer();  // ends every connection; takes at most a tenth of a second after the source's last answer

  int port() const noexcept;
  std::string address() const;  // http://127.0.0.1:PORT/TOKEN/

 private:
  struct Inside;
  explicit PageServer(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace partials::body
