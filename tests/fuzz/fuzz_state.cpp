// SPDX-License-Identifier: MIT
// A project's saved state: a refused one changes no parameter, and an accepted one can be saved and loaded
// again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "host/session.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  static const bool alone = [] {
    return !setenv("HOME", "", 1) && !setenv("XDG_DATA_DIRS", "", 1) && !setenv("XDG_DATA_HOME", "", 1);
  }();
  (void)alone;
  Session session(PlayerKind::instrument);
  const auto taken = session.restore({reinterpret_cast<const char*>(data), size});
  for (int i = 0; i < kParameterCount; ++i)
    if (!(session.engine().value(i) == clamped(i, session.engine().value(i)))) __builtin_trap();
  if (!taken && session.message().empty()) __builtin_trap();
  Session again(PlayerKind::instrument);
  const auto back = again.restore(session.save());
  if (taken && !back) __builtin_trap();
  for (int i = 0; i < kParameterCount; ++i)
    if (again.engine().value(i) != session.engine().value(i)) __builtin_trap();
  return 0;
}
