// SPDX-License-Identifier: MIT
// Named channels of a body as a row of numbers: what a graph of movement takes. Channels are looked up when
// they first arrive. [one thread]; read() allocates nothing.
#pragma once
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "families/motion/body.h"

namespace partials::body {

class ChannelRow {
 public:
  ChannelRow() = default;
  explicit ChannelRow(std::vector<std::string> names) : names_(std::move(names)), at_(names_.size(), -1) {}
  size_t size() const noexcept { return names_.size(); }
  const std::vector<std::string>& names() const noexcept { return names_; }

  // row [size()]: NaN where a channel is lost or has never arrived. Returns the newest stamp among the
  // channels, on the clock of the body; -infinity: none of them has arrived.
  double read(const motion::Body& body, float* row) noexcept {
    double newest_s = -std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < names_.size(); ++i) {
      if (at_[i] < 0) at_[i] = find(body, names_[i]);
      row[i] = std::numeric_limits<float>::quiet_NaN();
      if (at_[i] < 0) continue;
      const motion::Body::Channel& c = body[static_cast<size_t>(at_[i])];
      newest_s = std::fmax(newest_s, c.stamp_s);
      if (c.tracking != motion::Tracking::lost) row[i] = c.value;
    }
    return newest_s;
  }

 private:
  // Senders of landmarks (MediaPipe) have no joint for the head; its nose stands for it.
  static int find(const motion::Body& body, std::string_view name) noexcept {
    const int at = body.find(name);
    if (at >= 0 || name.substr(0, 5) != "head.") return at;
    char nose[] = "nose.x";
    nose[5] = name.back();
    return body.find(nose);
  }

  std::vector<std::string> names_;
  std::vector<int> at_;
};

}  // namespace partials::body
