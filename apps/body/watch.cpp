// SPDX-License-Identifier: MIT
#include "body/watch.h"

#include <algorithm>

#include "base/clocks.h"
#include "base/plain_number.h"
#include "body/channel_names.h"
#include "body/contents.h"

namespace partials::body {
namespace {

constexpr int kWaitMs = 100;
constexpr double kHintAfter_s = 3;
constexpr const char* kNothingArrives =
    "Nothing arrives. Check that the sender sends to this machine and port; for a sender on another machine "
    "use --listen 0.0.0.0.";

struct Second {  // statistics since the last line
  uint64_t packets = 0;
  double waited_most_s = 0, on_the_way_most_s = 0, longest_gap_s = 0;
  int64_t last_ns = -1;
  void note(const motion::Packet& p, const Hearing& hearing) {
    ++packets;
    waited_most_s = std::max(waited_most_s, hearing.waited_s());
    on_the_way_most_s = std::max(on_the_way_most_s, hearing.on_the_way_s());
    if (last_ns >= 0)
      longest_gap_s = std::max(longest_gap_s, static_cast<double>(p.time_ns - last_ns) * 1e-9);
    last_ns = p.time_ns;
  }
};

std::string ms(double s) { return plain_number(1000 * s, 1) + " ms"; }

struct Differences {
  motion::Receiver::Counts before;
  uint32_t thrown_before = 0;
};

// Number of channels updated within the last second, and of lost ones.
std::string channels_of(const motion::Body& body) {
  const double now = now_s();
  int heard = 0, lost = 0;
  for (size_t i = 0; i < body.size(); ++i) {
    heard += body.age_s(i, now) < 1;
    lost += body[i].tracking == motion::Tracking::lost || body.age_s(i, now) >= 1;
  }
  return std::to_string(heard) + " channels" + (lost ? " (" + std::to_string(lost) + " lost)" : "");
}

std::string line_of(const Hearing& hearing, const Second& s, double span_s, Differences& d) {
  const auto& now = hearing.receiver().counts();
  motion::Receiver::Counts since;
  for (size_t i = 0; i < since.of_sender.size(); ++i)
    since.of_sender[i] = now.of_sender[i] - d.before.of_sender[i];
  since.reports = now.reports - d.before.reports;
  std::string text = plain_number(static_cast<double>(s.packets) / span_s, 1) + " packets/s, " +
                     channels_of(hearing.receiver().body());
  if (s.packets) {
    text += ", from " + senders_heard(since) + ", latency " + ms(s.waited_most_s) + ", longest gap " +
            ms(s.longest_gap_s);
    if (s.on_the_way_most_s > 0) text += ", on the way " + ms(s.on_the_way_most_s) + " by the sender's clock";
  }
  const auto losses = [&](uint64_t count, const char* of_what) {
    if (count) text += ", " + std::to_string(count) + " " + of_what;
  };
  losses(hearing.thrown_away() - d.thrown_before, "dropped by the system");
  losses(now.damaged - d.before.damaged, "damaged");
  losses(now.not_understood - d.before.not_understood, "not understood");
  losses(now.no_room - d.before.no_room, "values beyond the table");
  d = {now, hearing.thrown_away()};
  return text;
}

}  // namespace

Result<void> watch(const HearOptions& options, double seconds, const std::function<void(int port)>& listening,
                   const std::function<void(const std::string&)>& line, const std::function<bool()>& stop) {
  const auto hearing = std::make_unique<Hearing>();
  if (const auto started = hearing->start(options); !started) return started;
  listening(hearing->port());
  Second second;
  Differences differences;
  const motion::Body& body = hearing->receiver().body();
  size_t named = 0;  // channels
  bool hinted = false;
  double told_s = hearing->begin_s();
  while (!stop() && (seconds <= 0 || now_s() - hearing->begin_s() < seconds)) {
    const int left_ms = static_cast<int>(std::clamp(1000 * (told_s + 1 - now_s()) + 1, 1.0, double{kWaitMs}));
    const auto taken = hearing->take(left_ms, [&](const motion::Packet& p) {
      second.note(p, *hearing);
      return Result<void>();
    });
    if (!taken) return taken;
    if (const double span_s = now_s() - told_s; span_s >= 1) {
      line(line_of(*hearing, second, span_s, differences));
      if (body.size() > named) line("New channels: " + channel_names(body, named));
      named = body.size();
      if (!hinted && !hearing->receiver().counts().packets && now_s() - hearing->begin_s() >= kHintAfter_s) {
        hinted = true;
        line(kNothingArrives);
      }
      const int64_t last_ns = second.last_ns;
      second = {};
      second.last_ns = last_ns;
      told_s = now_s();
    }
  }
  return {};
}

}  // namespace partials::body
