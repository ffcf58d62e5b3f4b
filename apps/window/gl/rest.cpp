// SPDX-License-Identifier: MIT
#include "rest.h"

#include <GL/glx.h>
#include <poll.h>

#include <algorithm>
#include <vector>

namespace partials::window {

Rest::Rest() : display_(glXGetCurrentDisplay()) {}

bool Rest::pending() const { return display_ && XEventsQueued(static_cast<Display*>(display_), QueuedAfterFlush) > 0; }

bool Rest::wait(double seconds, std::span<const int> files) const {
  std::vector<pollfd> waits{{display_ ? ConnectionNumber(static_cast<Display*>(display_)) : -1, POLLIN, 0}};
  for (const int file : files) waits.push_back({file, POLLIN, 0});
  if (poll(waits.data(), waits.size(), static_cast<int>(1000 * seconds) + 1) <= 0) return false;
  return std::any_of(waits.begin() + 1, waits.end(), [](const pollfd& w) { return w.revents != 0; });
}

}  // namespace partials::window
