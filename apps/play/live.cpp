// SPDX-License-Identifier: MIT
#include "play/live.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace partials::play {
namespace {

constexpr int kFirstBlock = 512;  // samples
constexpr double kMuteS = 0.02;   // fade time from silence to full level
constexpr int kMaxFromOsc = 512;  // events in one block; more wait for the next block, so that MIDI has room

}  // namespace

Result<void> Live::start(bool muted) {
  muted_ = muted;
  osc_.control().load = [this](const std::string& path) {
    path.empty() ? player_.unload() : player_.load_soon(path);
  };
  // so that a model that cannot be played is reported even without an audio device
  stage_.prepare(stage_.rate_hz(), kFirstBlock);
  told_ = player_.revision();
  const Status now = player_.status();
  told_playable_ = now.playable;
  if (!now.message.empty()) return Error{now.message};
  keeper_.begin();
  return {};
}

void Live::before(Player& player) noexcept PARTIALS_NONBLOCKING {
  Event e;
  if (panic_.exchange(false, std::memory_order_relaxed)) {
    e.kind = EventKind::choke;
    player.event(e);
  }
  for (int n = 0; n < kMaxFromOsc && ring_.pop(e); ++n) {
    e.time = 0;
    player.event(e);
  }
}

void Live::after(const audio::Cycle& cycle) noexcept PARTIALS_NONBLOCKING {
  const float wanted = muted() ? 0.f : 1.f, step = static_cast<float>(1 / (kMuteS * cycle.rate_hz));
  float peak = loudest();
  for (int i = 0; i < cycle.frames; ++i) {
    gain_ = std::clamp(wanted, gain_ - step, gain_ + step);
    for (float* channel : cycle.out) {
      channel[i] *= gain_;
      peak = std::max(peak, std::fabs(channel[i]));
    }
  }
  loudest_.store(peak, std::memory_order_relaxed);
}

std::string Live::news() {
  if (const int revision = player_.revision(); std::exchange(told_, revision) == revision) return "";
  const auto loads = player_.take_loads();
  const Status now = player_.status();
  std::string text;
  if (!loads.empty())
    text = loads.back().trouble.empty() ? "Now playing " + title_of(now) + "." : loads.back().trouble;
  else if (now.message != told_message_)
    text = now.message;
  else if (told_playable_ && !now.playable)
    text = "No model: silence.";
  told_message_ = now.message;
  told_playable_ = now.playable;
  return text;
}

}  // namespace partials::play
