// SPDX-License-Identifier: MIT
#include "families/conductor/train/conducted.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/plain_number.h"
#include "families/conductor/conductor_graph.h"
#include "families/conductor/hand_channels.h"
#include "families/motion/even_take.h"

namespace partials::conductor {
namespace {

using motion::Take;

constexpr double kQuickest = 10;   // beats a second
constexpr double kFarthest = 1e6;  // beats, of the first frame

// A channel at any time: lines between frames.
class Curve {
 public:
  Curve(const Take& take, int channel) : take_(take), channel_(static_cast<size_t>(channel)) {}
  double at(double time_s) {
    const auto& t = take_.times_s;
    while (next_ + 1 < t.size() && t[next_ + 1] < time_s) ++next_;
    const double a = value(next_);
    if (next_ + 1 >= t.size() || time_s <= t[next_]) return a;
    return a + (value(next_ + 1) - a) * (time_s - t[next_]) / (t[next_ + 1] - t[next_]);
  }

 private:
  double value(size_t n) const { return static_cast<double>(take_.frame(n)[channel_]); }
  const Take& take_;
  size_t channel_, next_ = 0;
};

Result<int> channel_of(const Take& take, const char* name) {
  if (const int c = take.find(name); c >= 0) return c;
  return Error{"The take '" + take.name + "' has no channel " + name +
               "; takes to learn and judge conducting by come from: partials conduct --generate FOLDER"};
}

// The channel has a number in every frame.
Result<int> known_channel(const Take& take, const char* name) {
  auto c = channel_of(take, name);
  if (!c) return c;
  for (size_t n = 0; n < take.frames(); ++n)
    if (!std::isfinite(take.frame(n)[c.value()]))
      return Error{"The take '" + take.name + "' has no number in " + name + " at " +
                   plain_number(take.times_s[n], 3) + " s; give one in every frame, or leave the frame out."};
  return c;
}

// Refuses positions that jump ahead, which would be millions of beats.
Result<void> check_pace(const Take& take, int channel) {
  const auto beat = [&](size_t n) { return static_cast<double>(take.frame(n)[channel]); };
  for (size_t n = 0; n < take.frames(); ++n) {
    const bool is_near = n ? beat(n) - beat(n - 1) <= 1 + kQuickest * (take.times_s[n] - take.times_s[n - 1])
                           : std::fabs(beat(n)) <= kFarthest;
    if (!is_near)
      return Error{"The take '" + take.name + "' is at beat " + plain_number(beat(n)) +
                   " in conducted.beat at " + plain_number(take.times_s[n], 3) + " s, expected at most " +
                   plain_number(kQuickest) + " beats a second; correct the position in beats."};
  }
  return {};
}

bool rests_between(const Take& take, int going, double from_s, double to_s) {
  if (going < 0) return false;
  for (size_t n = 0; n < take.frames(); ++n)
    if (take.times_s[n] > from_s && take.times_s[n] < to_s &&
        take.frame(n)[static_cast<size_t>(going)] < 0.5f)
      return true;
  return false;
}

Track track(int channels) { return {Rate::frame, channels, {}}; }

}  // namespace

Result<Truth> truth_of(const Take& take) {
  const auto channel = known_channel(take, "conducted.beat");
  if (!channel) return channel.error();
  if (const auto paced = check_pace(take, channel.value()); !paced) return paced.error();
  const auto beat = [&](size_t n) {
    return static_cast<double>(take.frame(n)[static_cast<size_t>(channel.value())]);
  };
  Truth truth;
  if (take.frames() == 0) return truth;
  double next = std::max(0.0, std::ceil(beat(0)));
  for (size_t n = 1; n < take.frames(); ++n)
    for (; beat(n) >= next; ++next) {
      const double part = beat(n) > beat(n - 1) ? (next - beat(n - 1)) / (beat(n) - beat(n - 1)) : 1;
      truth.beats_s.push_back(take.times_s[n - 1] + part * (take.times_s[n] - take.times_s[n - 1]));
    }
  const int going = take.find("conducted.going");
  const auto& b = truth.beats_s;
  for (size_t k = 0; k + 1 < b.size(); ++k)
    truth.rests_after.push_back(rests_between(take, going, b[k], b[k + 1]));
  truth.rests_after.resize(b.size(), true);  // nothing is known behind the last
  for (size_t k = 2; k + 1 < b.size(); ++k) {
    if (truth.rests_after[k - 2] || truth.rests_after[k - 1] || truth.rests_after[k]) continue;
    const double before = std::log((b[k - 1] - b[k - 2]) / (b[k] - b[k - 1]));
    const double step = std::log((b[k] - b[k - 1]) / (b[k + 1] - b[k]));
    if (std::fabs(step) >= kLeastJump && std::fabs(before) < kLeastJump / 2) truth.jumps.push_back(k);
  }
  return truth;
}

Result<Example> example_of(const Take& take, const std::string& hand, double hop_s) {
  const auto own = hand_of(take, hand);
  if (!own) return own.error();
  const Take even = motion::even_take(own.value(), hop_s);
  int channels[5];
  const char* names[5] = {"conducted.beat", "conducted.of_bar", "conducted.tempo", "conducted.going",
                          "conducted.size"};
  for (int i = 0; i < 5; ++i) {
    const auto c = known_channel(take, names[i]);
    if (!c) return c.error();
    channels[i] = c.value();
  }
  Curve beat(take, channels[0]), bar(take, channels[1]), tempo(take, channels[2]), going(take, channels[3]),
      size(take, channels[4]);
  Track phase = track(2), speed = track(1), goes = track(2), of_bar = track(kMostBeats), octaves = track(1);
  const double first_s = take.frames() ? take.times_s.front() : 0;
  for (const double t : even.times_s) {
    const double at_s = first_s + t, angle = 2 * std::numbers::pi * beat.at(at_s);
    phase.values.insert(phase.values.end(),
                        {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))});
    speed.values.push_back(static_cast<float>(std::log(std::max(1.0, tempo.at(at_s)) / kMiddleTempo)));
    const bool moves = going.at(at_s) > 0.5;
    goes.values.insert(goes.values.end(), {moves ? 0.f : 1.f, moves ? 1.f : 0.f});
    const auto which = std::lround(bar.at(at_s));
    for (int c = 1; c <= kMostBeats; ++c) of_bar.values.push_back(c == which ? 1.f : 0.f);
    octaves.values.push_back(static_cast<float>(size.at(at_s)));
  }
  Example e{take.name, {}};
  e.tracks["hand"] = {Rate::frame, 3, even.values};
  e.tracks["phase"] = std::move(phase);
  e.tracks["tempo"] = std::move(speed);
  e.tracks["going"] = std::move(goes);
  e.tracks["of_bar"] = std::move(of_bar);
  e.tracks["size"] = std::move(octaves);
  return e;
}

}  // namespace partials::conductor
