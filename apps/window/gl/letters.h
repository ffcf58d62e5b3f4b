// SPDX-License-Identifier: MIT
// The typeface in the program: Roboto (Apache-2.0, Debian: fonts-roboto-unhinted), put in when it is built.
#pragma once

namespace partials::window {

struct Letters {
  const unsigned char *plain = nullptr, *strong = nullptr;
  unsigned plain_size = 0, strong_size = 0;  // 0: the typeface was not there
};
Letters letters();

}  // namespace partials::window
