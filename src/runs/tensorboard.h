// SPDX-License-Identifier: MIT
// TensorBoard's event file: records of a length, its masked CRC-32C, an Event of Protocol Buffers, and its
// masked CRC-32C (tensorflow/core/lib/io/record_writer.h, tensorflow/core/util/event.proto). Only scalars.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace partials {

struct EventScalars {
  double time_s = 0;  // since 1970
  int64_t step = 0;
  std::vector<std::pair<std::string, double>> values;  // by tag
};

std::string tensorboard_events(double begun_s, const std::vector<EventScalars>& events);

}  // namespace partials
