// SPDX-License-Identifier: MIT
// Messages that a player in a patching environment refuses, each with one sentence.
#pragma once
#include <string>
#include <vector>

namespace partials {

inline std::vector<std::string> wrong_messages() {
  return {"load no-such-model",
          "preset no-such-preset",
          "60",
          "1 2 3 4",
          "300 100",
          "60 100 17",
          "sparkle 1",
          "brightness very",
          "set",
          "set breath",
          "get sparkle",
          "midi 12 0 0",
          "bend",
          "note 1 fly",
          "at",
          "at -1 60 100",
          "enable",
          "partials 0 3"};
}

}  // namespace partials
