// SPDX-License-Identifier: MIT
#include "play/live.h"

#include <algorithm>
#include <cmath>

namespace partials::play {
namespace {

constexpr double kMuteS = 0.02;        // from silence to full
constexpr int kMostEvents = 1024;

}  // namespace

Result<void> Live::start(bool muted) {
  muted_ = muted;
  Engine& engine = session_.engine();
  if (auto r = engine.prepare(device_.rate_hz(), device_.block()); !r) return r;
  step_ = static_cast<float>(1 / (kMuteS * device_.rate_hz()));
  osc_.control().load = [this](const std::string& path) {
    const std::lock_guard lock(asking_);
    wanted_ = path, asked_ = true;
  };
  return device_.start([this](const JackBlock& b) { block(b); }, engine.latency_samples());
}

void Live::block(const JackBlock& b) {
  Event events[kMostEvents];
  int n = 0;
  if (panic_.exchange(false, std::memory_order_relaxed)) events[n].kind = EventKind::choke, ++n;
  while (n < kMostEvents - JackDevice::kMostMidi && ring_.pop(events[n])) events[n++].time = 0;
  for (int i = 0; i < b.n_midi; ++i) events[n++] = b.midi[i];
  const float* in[] = {b.in};
  session_.engine().process({b.in ? in : nullptr, b.in ? 1 : 0, b.out, 2, b.frames, {events, static_cast<size_t>(n)}});
  for (const Event& e : session_.engine().out_events())
    if (e.kind == EventKind::midi) device_.midi_out(e);
  const float wanted = muted() ? 0.f : 1.f;
  float peak = loudest();
  for (int i = 0; i < b.frames; ++i) {
    gain_ = std::clamp(wanted, gain_ - step_, gain_ + step_);
    for (float* channel : b.out) channel[i] *= gain_, peak = std::max(peak, std::fabs(channel[i]));
  }
  loudest_.store(peak, std::memory_order_relaxed);
}

std::string Live::look_after() {
  session_.engine().collect();
  if (auto r = session_.engine().refresh(); !r) return r.error().text;
  auto [path, trouble] = session_.take_wish();
  if (!trouble.empty()) return trouble;
  if (path.empty()) {
    const std::lock_guard lock(asking_);
    if (!std::exchange(asked_, false)) return "";
    path = wanted_;
  }
  if (path.empty()) return session_.unload(), "No model: silence.";
  const auto r = session_.load_file(path);
  return r ? "Now playing " + session_.model().name + "." : r.error().text;
}

}  // namespace partials::play
