// SPDX-License-Identifier: MIT
#include "model/json_fields.h"

namespace partials {

bool JsonReader::fail(const nlohmann::json* j, const std::string& what) {
  constexpr size_t kShown = 40;
  if (!wrong_.empty()) return false;
  std::string value = "is missing";
  if (j) {
    value = j->dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (value.size() > kShown) value = value.substr(0, kShown) + "...";
    value = "is " + value;
  }
  wrong_ = (at_.empty() ? "it " : "'" + at_ + "' ") + value + ", expected " + what;
  return false;
}

}  // namespace partials
