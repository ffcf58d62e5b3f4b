// SPDX-License-Identifier: MIT
// Sends a recording again: the same datagrams at the recorded times, or faster or slower by a factor.
#pragma once
#include <functional>

#include "families/motion/packet_file.h"
#include "udp/udp_socket.h"

namespace partials::body {

struct Replayed {
  uint64_t sent = 0;
  uint64_t not_sent = 0;  // rejected by the system
  uint64_t skipped = 0;   // device reports, which are not datagrams
  double seconds = 0;
  double latest_s = 0;  // largest delay of a packet
};

// speed: 2 is twice as fast. stop() is polled. Stops at damage, which file.damage() then describes.
Result<Replayed> replay(motion::PacketFile& file, const Endpoint& to, double speed,
                        const std::function<bool()>& stop);

}  // namespace partials::body
