// SPDX-License-Identifier: MIT
// JSON on standard output. File names may contain bytes that are not UTF-8; JSON must not, so they become
// the replacement character.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "talk.h"

namespace partials {

inline std::string text_of(const nlohmann::json& j, int indent = -1) {
  return j.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}
inline void print_json(const nlohmann::json& j, int indent = -1) {
  say_to(stdout, "{}\n", text_of(j, indent));
}

}  // namespace partials
