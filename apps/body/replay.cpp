// SPDX-License-Identifier: MIT
#include "body/replay.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/clocks.h"

namespace partials::body {
namespace {

constexpr double kLongestSleep_s = 0.05;  // limits the delay of a request to stop

// Returns false if stopped.
bool sleep_until(double due_s, const std::function<bool()>& stop) {
  for (double left_s = due_s - now_s(); left_s > 0; left_s = due_s - now_s()) {
    if (stop()) return false;
    std::this_thread::sleep_for(std::chrono::duration<double>(std::min(left_s, kLongestSleep_s)));
  }
  return !stop();
}

}  // namespace

Result<Replayed> replay(motion::PacketFile& file, const Endpoint& to, double speed,
                        const std::function<bool()>& stop) {
  UdpSocket socket;
  if (const auto opened = socket.open_to_send(); !opened) return opened.error();
  Replayed r;
  const double begin_s = now_s();
  for (motion::Packet p; file.next(p);) {
    const double due_s = begin_s + static_cast<double>(p.time_ns) * 1e-9 / speed;
    if (!sleep_until(due_s, stop)) break;
    if (p.kind != motion::PacketKind::osc) {
      ++r.skipped;
      continue;
    }
    r.latest_s = std::max(r.latest_s, now_s() - due_s);
    ++(socket.send(to, p.bytes) ? r.sent : r.not_sent);
  }
  r.seconds = now_s() - begin_s;
  return r;
}

}  // namespace partials::body
