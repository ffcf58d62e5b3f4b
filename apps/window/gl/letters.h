// SPDX-License-Identifier: MIT
// The embedded font: Roboto (Apache-2.0, Debian: fonts-roboto-unhinted), included at build time.
#pragma once

namespace partials::window {

struct Letters {
  const unsigned char *plain = nullptr, *strong = nullptr;
  unsigned plain_size = 0, strong_size = 0;  // 0: the font was not available
};
Letters letters();

}  // namespace partials::window
