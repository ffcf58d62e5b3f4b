// SPDX-License-Identifier: MIT
// Records packets with their arrival times to a file until a time limit or a request to stop.
#pragma once
#include <functional>
#include <string>

#include "body/hearing.h"

namespace partials::body {

struct RecordOptions {
  std::string path;
  HearOptions hear;
  double seconds = 0;  // 0: no limit
};

struct Recorded {
  uint64_t packets = 0;
  double seconds = 0;
  int64_t bytes = 0;
  uint32_t thrown_away = 0;  // packets dropped by the system's receive buffer
  motion::Receiver::Counts counts;
};

// listening(port) is called once, when the port is open; second(state) about once a second; stop() is polled.
Result<Recorded> record(const RecordOptions& options, const std::function<void(int port)>& listening,
                        const std::function<void(const Recorded&)>& second,
                        const std::function<bool()>& stop);

}  // namespace partials::body
