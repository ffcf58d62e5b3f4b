// SPDX-License-Identifier: MIT
#include "graph/latency.h"

#include <algorithm>

namespace partials {
namespace {

constexpr int64_t kMaxLatency = int64_t{1} << 30;  // in samples; it is kept as an int

std::string latency_text(int64_t samples) { return std::to_string(samples) + " samples"; }

Error too_late(const std::string& node, int64_t samples) {
  return Error{"Node '" + node + "' would have a latency of " + latency_text(samples) +
               ", but the maximum is " + std::to_string(kMaxLatency) + "; shorten the delays before it."};
}

Error cannot_wait(const std::string& node, const Arrival& a, int64_t met) {
  return Error{"Node '" + node + "': input '" + a.port + "' takes frames with a latency of " +
               latency_text(a.time.latency_samples) + ", and another input has " + latency_text(met) +
               "; frames cannot be delayed by samples, so put a 'delay' of " +
               std::to_string(wait_of(a, met)) + " samples before the node that makes the frames."};
}

Error waits_too_long(const std::string& node, const Arrival& a, int64_t met, int64_t longest) {
  return Error{"Node '" + node + "': input '" + a.port + "' has a latency of " +
               latency_text(a.time.latency_samples) + ", and another input has " + latency_text(met) +
               "; a plan compensates at most " + std::to_string(longest) +
               " samples, so shorten the path with more latency."};
}

}  // namespace

int64_t wait_of(const Arrival& a, int64_t met) {
  return a.time.follows_samples ? met - a.time.latency_samples : 0;
}

Result<int64_t> latency_where_met(const std::string& node, std::span<const Arrival> arrivals,
                                  int64_t longest_wait) {
  int64_t met = 0;
  for (const Arrival& a : arrivals) met = std::max(met, a.time.latency_samples);
  if (met > kMaxLatency) return too_late(node, met);
  for (const Arrival& a : arrivals) {
    const int64_t wait = wait_of(a, met);
    if (wait > 0 && a.rate == Rate::frame) return cannot_wait(node, a, met);
    if (wait > longest_wait) return waits_too_long(node, a, met, longest_wait);
  }
  return met;
}

PathTime time_after(std::span<const Arrival> arrivals, const Spec& spec, Rate out, int64_t rate_hz) {
  PathTime t;
  t.follows_samples = out == Rate::sample;
  for (const Arrival& a : arrivals) {
    t.latency_samples = std::max(t.latency_samples, a.time.latency_samples);
    t.tail_s = std::max(t.tail_s, a.time.tail_s);
    t.follows_samples |= a.time.follows_samples;
  }
  t.latency_samples += spec.latency_samples;
  const double late_s = rate_hz > 0 ? spec.latency_samples / static_cast<double>(rate_hz) : 0;
  t.tail_s += std::max(spec.tail_s, late_s);
  return t;
}

}  // namespace partials
