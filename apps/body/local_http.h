// SPDX-License-Identifier: MIT
// What the HTTP servers of Partials have in common: a port of 127.0.0.1, and few threads that nobody can
// hold.
#pragma once
#include <httplib.h>

#include <string>

#include "base/result.h"

namespace partials::body {

// Binds a server to the port, 0: any that is free, and returns it. Error: the port is taken or not allowed.
inline Result<int> bind_here(httplib::Server& http, int wanted, size_t threads) {
  // two servers on one port would share its connections (httplib's default)
  http.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  http.set_tcp_nodelay(true);
  http.set_keep_alive_max_count(1);  // a kept connection would hold a thread
  http.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
  const int port = wanted ? wanted : http.bind_to_any_port("127.0.0.1");
  if (port <= 0 || (wanted && !http.bind_to_port("127.0.0.1", wanted)))
    return Error{"Port " + std::to_string(wanted) +
                     " of 127.0.0.1 is in use or may not be used; name another, or 0 for any that is free.",
                 ErrorCode::refused};
  return port;
}

}  // namespace partials::body
