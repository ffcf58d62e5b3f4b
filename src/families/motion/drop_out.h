// SPDX-License-Identifier: MIT
// What plays on while movement fails to arrive. Every channel has a value at every frame:
//   while packets come        the newest that is believed
//   for hold_s after          that value
//   then, over fade_s         a smooth way to its rest
//   when it comes back        over return_s from where it is to the new value, without a step
// Not believed are: a channel that is not a number or out of its range, as when a joint is lost; a packet
// older than the newest; a packet that repeats the last one, where repeats mean that tracking stands still;
// and a jump that is not confirmed by the next packets. Whatever comes, a channel stays within its range, and
// every value lies between values that were believed and rest. Memory is taken by prepare(); packet() and
// frame() allocate nothing and may run on any one thread.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace partials::motion {

struct DropOutChannel {
  float low = -1e6f, high = 1e6f;  // values outside are not believed
  float rest = 0;
  float jump = 1e9f;  // a change between packets that must be confirmed
};

struct DropOutSettings {
  double hold_s = 0.25, fade_s = 1, return_s = 0.2;
  int confirmations = 2;          // packets after a jump that agree with it
  bool repeats_are_lost = false;  // a sender that sends the same numbers while it sees nothing
  bool silence_is_rest = false;   // a sender that is silent while nothing moves: hold for ever
  bool first_at_once = false;     // the first value comes without a way from rest: joints rest nowhere
};

class DropOut {
 public:
  // [main-thread]
  void prepare(std::span<const DropOutChannel> channels, const DropOutSettings& settings);
  void reset() noexcept;
  // values [channels], of this moment by the sender's or receiver's clock.
  void packet(double time_s, const float* values) noexcept;
  // out [channels]; now_s by the same clock, never falling.
  void frame(double now_s, float* out) noexcept;
  bool is_lost(size_t channel, double now_s) const noexcept;  // past hold_s

 private:
  struct State {
    float value = 0;       // believed
    double seen_s = -1e9;  // when
    float out = 0;         // of the last frame
    float from = 0;        // where a return began
    double back_s = -1e9;  // and when
    float candidate = 0;   // after a jump
    int agreed = 0;        // packets that confirmed it
    bool any = false;
  };
  bool is_believed(const DropOutChannel& channel, State& state, float value) const noexcept;
  void believe(State& state, float value, double time_s) noexcept;
  bool repeats(const float* values) noexcept;
  float settled(const DropOutChannel& channel, const State& state, double now_s) const noexcept;

  DropOutSettings settings_;
  std::vector<DropOutChannel> channels_;
  std::vector<State> states_;
  std::vector<float> last_;
  double newest_s_ = -1e9;
  bool begun_ = false;
};

}  // namespace partials::motion
