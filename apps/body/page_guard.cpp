// SPDX-License-Identifier: MIT
#include "body/page_guard.h"

#include <random>

namespace partials::body {
namespace {

bool of_this_machine(std::string_view host, int port) {
  const std::string end = ":" + std::to_string(port);
  return host == "127.0.0.1" + end || host == "localhost" + end;
}

// As long for a token that is nearly right as for any other.
bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned differences = 0;
  for (size_t i = 0; i < a.size(); ++i) differences |= static_cast<unsigned>(a[i] ^ b[i]);
  return differences == 0;
}

}  // namespace

std::string random_token() {
  std::random_device source;
  std::string token;
  for (int i = 0; i < 32; ++i) token += "0123456789abcdef"[source() % 16];
  return token;
}

std::string_view why_refused(const Asked& asked, int port, std::string_view token) {
  constexpr std::string_view kHttp = "http://";
  if (!of_this_machine(asked.host, port)) return "This server answers by the name 127.0.0.1 only.";
  if (!asked.origin.empty() &&
      (!asked.origin.starts_with(kHttp) || !of_this_machine(asked.origin.substr(kHttp.size()), port)))
    return "Another page's requests are refused.";
  if (asked.fetch_site == "cross-site" || asked.fetch_site == "same-site")
    return "Another page's requests are refused.";
  if (asked.path.size() < token.size() + 2 || asked.path[token.size() + 1] != '/' ||
      !same(asked.path.substr(1, token.size()), token))
    return "The token in the address is missing or wrong; open the address that 'partials body show' "
           "printed.";
  return {};
}

}  // namespace partials::body
