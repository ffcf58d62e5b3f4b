// SPDX-License-Identifier: MIT
// Packets of movement with uneven times become frames at a fixed hop, causally, by one formula for live
// playing and for files (even_take.h):
//   out(t) = line between the two packets around t - delay;  the newest packet where t - delay is after it
// The delay is one hop unless asked otherwise: senders at about the hop's rate have their next packet there
// by then. A channel that is NaN or infinite in a packet keeps the value it had. Nothing is allocated after
// prepare. [audio-thread] push, frame, reset: noexcept. Packets and frames come from one thread.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace partials::motion {

// What a frame is made of.
struct FrameAge {
  double age_s =
      std::numeric_limits<double>::infinity();  // since the newest packet; infinite before the first
  double gap_s = 0;     // between the two packets that the frame lies between; 0 where it is held
  bool is_held = true;  // no packet is there for the time of the frame
};

// Packets since the last reset that were not taken.
struct PacketCounts {
  uint64_t taken = 0;
  uint64_t repeated = 0;           // the time stamp of the packet before
  uint64_t backward = 0;           // an earlier time stamp, or none (NaN)
  uint64_t backward_in_a_row = 0;  // many in a row: the sender's clock was set back, so reset() is due
};

class UnevenFrames {
 public:
  static constexpr size_t kPackets = 64;  // that are remembered: more than 64 in the delay are not needed

  // rest: what a channel is before it was measured; empty: zeros. delay_s < 0: one hop.
  void prepare(size_t channels, double hop_s, const std::vector<float>& rest = {}, double delay_s = -1) {
    channels_ = channels;
    delay_s_ = delay_s < 0 ? hop_s : delay_s;
    rest_.assign(channels, 0.f);
    for (size_t c = 0; c < channels && c < rest.size(); ++c) rest_[c] = rest[c];
    values_.assign(kPackets * channels, 0.f);
    times_s_.assign(kPackets, 0.0);
    measured_s_.assign(channels, 0.0);
    reset();
  }

  void reset() noexcept {
    count_ = 0;
    counts_ = {};
    for (double& t : measured_s_) t = -std::numeric_limits<double>::infinity();
  }

  double delay_s() const noexcept { return delay_s_; }
  const PacketCounts& counts() const noexcept { return counts_; }

  // values: [channels]. False where the packet was dropped.
  bool push(double time_s, const float* values) noexcept {
    if (!std::isfinite(time_s) || (count_ > 0 && time_s <= newest_s())) {
      const bool repeated = count_ > 0 && time_s == newest_s();
      ++(repeated ? counts_.repeated : counts_.backward);
      counts_.backward_in_a_row = repeated ? counts_.backward_in_a_row : counts_.backward_in_a_row + 1;
      return false;
    }
    const float* before = count_ > 0 ? packet(count_ - 1) : rest_.data();
    float* now = packet(count_);
    for (size_t c = 0; c < channels_; ++c) {
      const bool measured = std::isfinite(values[c]);
      now[c] = measured ? values[c] : before[c];
      if (measured) measured_s_[c] = time_s;
    }
    times_s_[count_ % kPackets] = time_s;
    ++count_;
    ++counts_.taken;
    counts_.backward_in_a_row = 0;
    return true;
  }

  // The frame at time_s, which rises from call to call: out is [channels].
  FrameAge frame(double time_s, float* out) const noexcept {
    FrameAge age;
    if (count_ == 0) {
      for (size_t c = 0; c < channels_; ++c) out[c] = rest_[c];
      return age;
    }
    age.age_s = time_s - newest_s();
    const double at_s = time_s - delay_s_;
    uint64_t later = count_ - 1;
    const uint64_t oldest = count_ > kPackets ? count_ - kPackets : 0;
    while (later > oldest && time_of(later - 1) >= at_s) --later;
    if (time_of(later) < at_s || later == oldest) {  // behind the newest, or before the oldest
      copy(later, out);
      age.is_held = time_of(later) < at_s;
      return age;
    }
    const double from_s = time_of(later - 1);
    age.gap_s = time_of(later) - from_s;
    age.is_held = false;
    const auto part = static_cast<float>((at_s - from_s) / age.gap_s);
    const float *a = packet(later - 1), *b = packet(later);
    for (size_t c = 0; c < channels_; ++c) out[c] = a[c] + part * (b[c] - a[c]);
    return age;
  }

  // Since this channel was measured; infinite where it never was.
  double age_of_channel_s(size_t channel, double time_s) const noexcept {
    return time_s - measured_s_[channel];
  }

 private:
  double time_of(uint64_t n) const noexcept { return times_s_[n % kPackets]; }
  double newest_s() const noexcept { return time_of(count_ - 1); }
  const float* packet(uint64_t n) const noexcept { return values_.data() + n % kPackets * channels_; }
  float* packet(uint64_t n) noexcept { return values_.data() + n % kPackets * channels_; }
  void copy(uint64_t n, float* out) const noexcept {
    for (size_t c = 0; c < channels_; ++c) out[c] = packet(n)[c];
  }

  size_t channels_ = 0;
  double delay_s_ = 0;
  uint64_t count_ = 0;  // packets taken; the last kPackets are there
  PacketCounts counts_;
  std::vector<float> rest_;
  std::vector<float> values_;       // [kPackets][channels]
  std::vector<double> times_s_;     // [kPackets]
  std::vector<double> measured_s_;  // [channels]
};

}  // namespace partials::motion
