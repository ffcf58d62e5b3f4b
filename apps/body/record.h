// SPDX-License-Identifier: MIT
// Packets to a file, at their own times, until the time is up or somebody ends it.
#pragma once
#include <functional>
#include <string>

#include "body/hearing.h"

namespace partials::body {

struct RecordOptions {
  std::string path;
  HearOptions hear;
  double seconds = 0;  // 0: until it is ended
};

struct Recorded {
  uint64_t packets = 0;
  double seconds = 0;
  int64_t bytes = 0;
  uint32_t thrown_away = 0;  // by the system, before they were fetched
  motion::Receiver::Counts counts;
};

// listening(port): once, when packets are heard. second(so far): about once a second. stop(): asked all the
// while.
Result<Recorded> record(const RecordOptions& options, const std::function<void(int port)>& listening,
                        const std::function<void(const Recorded&)>& second,
                        const std::function<bool()>& stop);

}  // namespace partials::body
