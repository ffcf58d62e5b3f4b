// SPDX-License-Identifier: MIT
#include "system/xdg.h"

#include <cstdlib>

namespace partials {
namespace {

// The standard says that a relative path in these variables must be ignored.
std::string home_of(const char* variable, const char* otherwise) {
  if (const char* value = std::getenv(variable); value && *value == '/')
    return std::string(value) + "/partials";
  if (const char* home = std::getenv("HOME"); home && *home == '/')
    return std::string(home) + otherwise + "/partials";
  return "";
}

}  // namespace

std::string data_home() { return home_of("XDG_DATA_HOME", "/.local/share"); }
std::string config_home() { return home_of("XDG_CONFIG_HOME", "/.config"); }
std::string state_home() { return home_of("XDG_STATE_HOME", "/.local/state"); }
std::string cache_home() { return home_of("XDG_CACHE_HOME", "/.cache"); }

}  // namespace partials
