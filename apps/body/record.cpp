// SPDX-License-Identifier: MIT
#include "body/record.h"

#include <algorithm>

#include "base/clocks.h"
#include "body/packet_writer.h"

namespace partials::body {
namespace {

constexpr int kWaitMs = 100;
constexpr double kLongest_s = static_cast<double>(motion::kLongestRecording_ns) * 1e-9;

}  // namespace

Result<Recorded> record(const RecordOptions& o, const std::function<void(int port)>& listening,
                        const std::function<void(const Recorded&)>& second,
                        const std::function<bool()>& stop) {
  const auto hearing = std::make_unique<Hearing>();
  PacketWriter writer;
  if (const auto started = hearing->start(o.hear); !started) return started.error();
  if (const auto created = writer.create(o.path, hearing->begin_unix_s(), hearing->port()); !created)
    return created.error();
  listening(hearing->port());
  Recorded r;
  const double end_s = hearing->begin_s() + (o.seconds > 0 ? std::min(o.seconds, kLongest_s) : kLongest_s);
  const auto now = [&] {
    r.seconds = now_s() - hearing->begin_s();
    r.bytes = writer.bytes();
    r.thrown_away = hearing->thrown_away();
    r.counts = hearing->receiver().counts();
    return r;
  };
  for (double told_s = hearing->begin_s(); !stop() && now_s() < end_s;) {
    const int left_ms = static_cast<int>(std::min(1000 * (end_s - now_s()) + 1, double{kWaitMs}));
    const auto taken = hearing->take(left_ms, [&](const motion::Packet& packet) {
      ++r.packets;
      return writer.write(packet);
    });
    if (!taken) return taken.error();
    if (now_s() - told_s < 1) continue;
    told_s = now_s();
    second(now());
  }
  if (const auto finished = writer.finish(); !finished) return finished.error();
  return now();
}

}  // namespace partials::body
