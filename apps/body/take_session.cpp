// SPDX-License-Identifier: MIT
#include "body/take_session.h"

#include "base/plain_number.h"
#include "families/motion/even_take.h"
#include "families/motion/take_rows.h"

namespace partials::body {
namespace {

std::string span_of(const TakePart& p) {
  return plain_number(p.from_s, 2) + " to " + plain_number(p.to_s, 2) + " s";
}

Result<void> check(const motion::Take& take, std::span<const TakePart> parts) {
  const double length_s = take.frames() ? take.times_s.back() - take.times_s.front() : 0;
  double end_s = 0;
  for (const TakePart& p : parts) {
    if (!(p.from_s >= 0) || !(p.to_s > p.from_s) || p.from_s >= length_s)
      return Error{"The part " + span_of(p) + " is not within the take '" + take.name + "' of " +
                   plain_number(length_s, 2) + " s; choose a begin and an end within it."};
    if (p.from_s < end_s)
      return Error{"The part " + span_of(p) + " begins before the one before it has ended; parts follow " +
                   "one another."};
    end_s = p.to_s;
  }
  return {};
}

Result<void> begin(MapSession& session, const TakePart& part) {
  for (size_t i = 0; i < part.outputs.size(); ++i)
    if (auto set = session.set_wanted(i, part.outputs[i]); !set) return set;
  return session.record_start();
}

}  // namespace

Result<void> play_take(MapSession& session, const motion::Take& take,
                       const std::function<Result<void>(double)>& before,
                       const std::function<Result<void>(double)>& after) {
  const motion::Take even = motion::even_take(take, session.hop_s());
  const auto rows = motion::rows_of(even, session.inputs().channels);
  if (!rows) return rows.error();
  const size_t width = session.inputs().channels.size();
  for (size_t n = 0; n < even.frames(); ++n) {
    const double time_s = even.times_s[n];
    if (auto done = before(time_s); !done) return done;
    session.frame(time_s, rows.value().data() + n * width, time_s);
    if (auto done = after(time_s); !done) return done;
  }
  return {};
}

Result<void> demonstrate(MapSession& session, const motion::Take& take, std::span<const TakePart> parts) {
  if (auto right = check(take, parts); !right) return right;
  size_t next = 0;
  bool recording = false;
  const auto before = [&](double time_s) -> Result<void> {
    if (recording && time_s >= parts[next].to_s) {
      if (auto stopped = session.record_stop(); !stopped) return stopped;
      recording = false;
      ++next;
    }
    if (recording || next == parts.size() || time_s < parts[next].from_s) return {};
    recording = true;
    return begin(session, parts[next]);
  };
  auto played = play_take(session, take, before, [](double) { return Result<void>(); });
  return played ? session.record_stop() : played;
}

}  // namespace partials::body
