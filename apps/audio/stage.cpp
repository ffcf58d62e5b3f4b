// SPDX-License-Identifier: MIT
#include "audio/stage.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace partials::audio {
namespace {

constexpr int kPatienceMs = 1000;  // timeout for the end of a cycle or a fade
constexpr double kFadeS = 0.01;

template <class Condition>
bool wait_for(Condition condition) {
  for (int i = 0; i < kPatienceMs && !condition(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return condition();
}

}  // namespace

// The next cycle is silent; the current one may still play. If it does not end in time, nothing is changed.
template <class Change>
void Stage::in_silence(Change change) {
  pause_ = true;
  if (wait_for([this] { return !playing_; })) change();
  pause_ = false;
}

void Stage::restart() {
  Player& p = player();
  p.activate(rate_hz_, block_);
  latency_ = p.latency_samples();
}

void Stage::prepare(double rate_hz, int block) {
  const std::lock_guard one(changing_);
  rate_hz_ = rate_hz;
  block_ = block;
  in_silence([this] {
    restart();
    float sample[2] = {};
    float* const out[2] = {&sample[0], &sample[1]};
    player().process(nullptr, 0, out, 2, 1);  // consumes keys pressed meanwhile
    player().activate(rate_hz_, block_);      // and discards their notes
    gain_ = 0;
    hushed_ = false;
  });
}

void Stage::hush() {
  hushed_ = true;
  (void)wait_for([this] { return silent_ || !playing_; });
}

bool Stage::keep_up() {
  const std::lock_guard one(changing_);
  if (!player().engine().needs_restart()) return false;
  in_silence([this] {
    restart();
    gain_ = 0;
  });
  return true;
}

void Stage::change_to(Player& next) {
  const std::lock_guard one(changing_);
  if (&next == &player()) return;
  next.activate(rate_hz_, block_);
  next_ = &next;
  if (!wait_for([this] { return !next_; }))
    in_silence([this] {                                    // no cycle is running
      if (Player* const late = next_.exchange(nullptr)) {  // null: a late cycle has just taken it
        active_ = late;
        gain_ = 0;
      }
    });
  latency_ = player().latency_samples();
}

void Stage::play(Cycle& cycle) noexcept PARTIALS_NONBLOCKING {
  hooks_.input(cycle);
  // set before pause_ is read; a thread that makes changes sets pause_ first and then reads playing_
  playing_ = true;
  if (pause_) {
    for (float* channel : cycle.out) std::fill_n(channel, cycle.frames, 0.f);
  } else {
    Player& p = player();
    hooks_.before(p);
    for (const MidiMessage& m : cycle.messages) p.midi(m.time, m.bytes, m.size);
    cycle.midi = !cycle.messages.empty();
    if (feed_ && feed_->feed(p, cycle.frames, cycle.rate_hz)) cycle.midi = true;
    p.process(cycle.in, p.kind() == PlayerKind::effect ? cycle.inputs : 0, cycle.out, 2, cycle.frames);
    fade(cycle, hushed_ || next_ != nullptr);
    hooks_.after(cycle);
    if (cycle.send) cycle.send(cycle.to, p.out_events());
    silent_ = gain_ == 0;
    if (silent_ && next_) active_ = next_.exchange(nullptr);
  }
  playing_ = false;
}

void Stage::fade(const Cycle& cycle, bool out) noexcept PARTIALS_NONBLOCKING {
  const float wanted = out ? 0.f : 1.f, step = static_cast<float>(1 / (kFadeS * cycle.rate_hz));
  if (gain_ == wanted && !out) return;
  for (int i = 0; i < cycle.frames; ++i) {
    gain_ = std::clamp(wanted, gain_ - step, gain_ + step);
    for (float* channel : cycle.out) channel[i] *= gain_;
  }
}

}  // namespace partials::audio
