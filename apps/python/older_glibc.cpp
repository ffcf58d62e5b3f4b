// SPDX-License-Identifier: MIT
// Debian's libstdc++, which is linked in, asks for arc4random of glibc 2.36 in std::random_device, which
// nothing here uses. With one of our own the wheel runs with glibc 2.35, too.
#include <sys/random.h>

#include <cstdint>
#include <cstdlib>

extern "C" uint32_t arc4random(void) noexcept {
  uint32_t value = 0;
  if (getrandom(&value, sizeof value, 0) != sizeof value) std::abort();
  return value;
}
