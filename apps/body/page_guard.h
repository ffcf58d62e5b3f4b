// SPDX-License-Identifier: MIT
// Who may talk to the page's server: whoever knows the random token in its address, by the name of this
// machine, from the page itself. Keeps away other pages in the same browser (which may post blindly, or
// rename themselves to 127.0.0.1 by DNS) and other users of the machine.
#pragma once
#include <string>
#include <string_view>

namespace partials::body {

// 32 hexadecimal digits from the system's source of randomness.
std::string random_token();

struct Asked {  // headers of a request; empty: not sent
  std::string_view host, origin, fetch_site, path;
};

// Empty if the request may be answered, otherwise one sentence for whoever asked.
std::string_view why_refused(const Asked& asked, int port, std::string_view token);

}  // namespace partials::body
