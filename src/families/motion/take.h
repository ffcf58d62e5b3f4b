// SPDX-License-Identifier: MIT
// A take: one recording of movement, as frames of named channels, with whom it shows and what may be done
// with it. An empty text is "unknown" (said_or_unknown).
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace partials::motion {

struct Channel {
  std::string name;  // "left_wrist.x"
  std::string unit;  // "m", "deg", "m/s2"; empty: unknown
};

struct Take {
  std::string name;
  std::string person;
  std::string session;
  std::string together;  // takes that were recorded at once share it; empty: recorded alone
  std::string licence;
  std::string consent;
  std::vector<Channel> channels;
  std::vector<double> times_s;      // one a frame, rising
  std::vector<float> values;        // [frames][channels]; NaN: not measured
  std::vector<std::string> labels;  // one a frame, or empty

  size_t frames() const noexcept { return times_s.size(); }
  const float* frame(size_t n) const noexcept { return values.data() + n * channels.size(); }
  float* frame(size_t n) noexcept { return values.data() + n * channels.size(); }

  // Index of a channel; -1 where there is none of that name.
  int find(const std::string& channel) const noexcept {
    for (size_t i = 0; i < channels.size(); ++i)
      if (channels[i].name == channel) return static_cast<int>(i);
    return -1;
  }
};

inline std::string said_or_unknown(const std::string& text) { return text.empty() ? "unknown" : text; }

}  // namespace partials::motion
