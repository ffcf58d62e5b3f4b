// SPDX-License-Identifier: MIT
// What a page may post, checked before anything else sees it: flat JSON objects of known names and kinds.
#pragma once
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.h"
#include "body/page_source.h"

namespace partials::body {

inline constexpr size_t kMostPosted = 16 * 1024;  // bytes; landmarks take about 2000
inline constexpr size_t kMostNameBytes = 80;

// {"do": NAME, "id": integer, "index": integer, "value": number, "name": text}; which of them a command needs
// is in docs/body.md. Errors: no JSON, another field, a field of another kind, an unknown command, a missing
// field.
Result<nlohmann::json> read_command(std::string_view text);

struct Landmarks {
  double time_s = 0;
  std::array<float, 4 * kLandmarks> xyz_visibility{};  // as PageSource::camera takes them
};

// {"time_s": number, "landmarks": [132 numbers]}, each at most 1000 m from zero.
Result<Landmarks> read_landmarks(std::string_view text);

}  // namespace partials::body
