// SPDX-License-Identifier: MIT
#include "soundfile/given_clip.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"
#include "soundfile/channels.h"
#include "soundfile/levels.h"

namespace partials {
namespace {

constexpr double kLowestHz = 1000, kHighestHz = 768000;

Result<void> check(const GivenRecording& g, const ReadLimits& limits) {
  if (!(g.rate_hz >= kLowestHz && g.rate_hz <= kHighestHz))
    return Error{"'" + g.name + "' has a sample rate of " + plain_number(g.rate_hz) + " Hz; give one of " +
                 plain_number(kLowestHz) + " to " + plain_number(kHighestHz) + " Hz."};
  if (g.channels < 1 || g.channels > limits.max_channels)
    return Error{"'" + g.name + "' has " + std::to_string(g.channels) + " channels, but 1 to " +
                 std::to_string(limits.max_channels) + " are supported; mix it down first."};
  const size_t frames = g.samples.size() / static_cast<size_t>(g.channels);
  if (frames == 0) return Error{"'" + g.name + "' contains no audio; record or export it again."};
  if (static_cast<double>(frames) > limits.max_duration_s * g.rate_hz)
    return Error{"'" + g.name + "' is longer than the " + plain_number(limits.max_duration_s / 60.0, 1) +
                 " minutes allowed for one recording; cut it into parts."};
  for (size_t i = 0; i < g.samples.size(); ++i)
    if (!std::isfinite(g.samples[i]))
      return Error{"'" + g.name + "' holds a value that is not a finite number at " +
                       plain_number(static_cast<double>(i) / g.channels / g.rate_hz, 1) +
                       " s; export the recording again.",
                   ErrorCode::damaged};
  return {};
}

}  // namespace

Result<StoredClip> stored_clip(const GivenRecording& g, const ReadLimits& limits) {
  if (auto usable = check(g, limits); !usable) return usable.error();
  const auto channels = static_cast<size_t>(g.channels), frames = g.samples.size() / channels;
  StoredClip clip;
  clip.rate_hz = g.rate_hz;
  ChannelMix mix{{1.f}, ""};
  if (channels > 1) {
    ChannelStatistics statistics(g.channels, g.rate_hz);
    statistics.add(g.samples.data(), static_cast<int64_t>(frames));
    mix = statistics.mix();
  }
  std::vector<float> mono(frames);
  double peak = 0.0;
  for (size_t i = 0; i < frames; ++i)
    for (size_t c = 0; c < channels; ++c) {
      const float x = g.samples[i * channels + c];
      peak = std::max(peak, static_cast<double>(std::abs(x)));
      mono[i] += mix.weights[c] * x;
    }
  if (!mix.what.empty()) clip.remarks.push_back({"channels", mix.what, "check the cables and the export"});
  if (auto kept = clip.samples.append(mono.data(), static_cast<int64_t>(frames)); !kept) return kept.error();
  if (auto levelled = set_levels(&clip, peak); !levelled) return levelled.error();
  return clip;
}

}  // namespace partials
