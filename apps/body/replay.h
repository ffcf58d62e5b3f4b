// SPDX-License-Identifier: MIT
// A recording sent again as it came: the same datagrams at the same times, or faster or slower by a factor.
#pragma once
#include <functional>

#include "families/motion/packet_file.h"
#include "udp/udp_socket.h"

namespace partials::body {

struct Replayed {
  uint64_t sent = 0;
  uint64_t not_sent = 0;  // the system took no more
  uint64_t skipped = 0;   // reports of devices, which are no datagrams
  double seconds = 0;
  double latest_s = 0;  // how late the latest of them was
};

// speed: 2 is twice as fast. stop(): asked all the while. Damage stands in the file afterwards; nothing
// behind it is sent.
Result<Replayed> replay(motion::PacketFile& file, const Endpoint& to, double speed,
                        const std::function<bool()>& stop);

}  // namespace partials::body
