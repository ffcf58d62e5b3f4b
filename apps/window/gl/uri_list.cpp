// SPDX-License-Identifier: MIT
#include <algorithm>

#include "xdnd.h"

namespace partials::window {
namespace {

int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const int a = text[i] == '%' && i + 2 < text.size() ? hex(text[i + 1]) : -1,
              b = a >= 0 ? hex(text[i + 2]) : -1;
    if (a >= 0 && b >= 0 && a + b > 0) {
      out += static_cast<char>(16 * a + b);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> paths_from_uris(const std::string& list) {
  std::vector<std::string> paths;
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find_first_of("\r\n", at), list.size());
    const std::string line = list.substr(at, end - at);
    at = end + 1;
    if (line.rfind("file://", 0) != 0) continue;
    const size_t slash = line.find('/', 7);  // after the host name, which is empty or this machine
    if (slash != std::string::npos) paths.push_back(unescaped(line.substr(slash)));
  }
  return paths;
}

}  // namespace partials::window
