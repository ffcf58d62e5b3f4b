// SPDX-License-Identifier: MIT
// A clip as bytes, for ranks that divide the analysis among themselves (learn/ranks.h).
#pragma once
#include "families/instrument/train/clip.h"
#include "learn/byte_list.h"

namespace partials {

inline std::string bytes_of(const Clip& c) {
  return joined_bytes({c.name, bytes_of_values(c.audio), bytes_of_values(c.f0_hz),
                       bytes_of_values(c.confidence), bytes_of_values(c.loudness_db),
                       bytes_of_values(c.age_s), bytes_of_values(c.struck_db)});
}

inline Clip clip_from(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  const auto values = [&](size_t i) { return values_of_bytes<float>(parts.at(i)); };
  return {parts.at(0), values(1), values(2), values(3), values(4), values(5), values(6)};
}

}  // namespace partials
