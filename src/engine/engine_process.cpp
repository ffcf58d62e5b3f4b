// SPDX-License-Identifier: MIT
// The audio side of the engine.
#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "engine/engine.h"
#include "engine/gain.h"

namespace partials {
namespace {

constexpr int kTrackedBlock = 64;  // MIDI out looks at the pitch so often
constexpr float kMeterFallDbPerS = 40;
// Arrives, and does not stop short where a step is less than a float can hold.
void approach(float& x, float to, float step) noexcept {
  x += step * (to - x);
  if (std::fabs(to - x) < 5e-5f) x = to;
}
float output_gain(float db) noexcept { return db <= kParameters[kOutput].min ? 0.f : gain_of(db); }

}  // namespace

void Engine::reset() noexcept {
  if (current_) current_->reset();
  if (next_) next_->reset();
  for (auto& d : delay_) std::fill(d.begin(), d.end(), 0.f);
  delay_at_ = 0, n_out_events_ = 0;
  modulation_ = {};
  for (Sound* s : {current_, next_})
    if (s && s->transfer) s->transfer->set_modulation(modulation_);
  tracker_.reset();
  limiter_.reset();
  seen_changes_ = seen_shape_ = 0;
  take_values();
  take_shape();
  gain_ = output_gain(live_[kOutput]), mix_ = live_[kMix] / 100, bypass_ = live_[kBypass];
}

void Engine::take_values() noexcept {
  const uint32_t now = changes_.load(std::memory_order_acquire);
  if (now == seen_changes_) return;
  seen_changes_ = now;
  for (size_t i = 0; i < live_.size(); ++i) live_[i] = values_[i].load(std::memory_order_relaxed);
  settle();
}

void Engine::take_shape() noexcept {
  const uint32_t now = shape_.changes();
  if (now == seen_shape_) return;
  seen_shape_ = now;
  shape_.read(gains_);
  for (Sound* s : {current_, next_})
    if (s) s->set_shape(gains_);
}

void Engine::settle() noexcept {
  if (current_) current_->set(live_);
  if (next_) next_->set(live_);
}

bool Engine::retire(Sound* sound) noexcept {
  for (auto& r : retired_) {
    Sound* none = nullptr;
    if (r.compare_exchange_strong(none, sound, std::memory_order_release, std::memory_order_relaxed)) return true;
  }
  return false;  // the main thread has not collected for long
}

// A new sound begins to fade in, where none does already. The keys that are down sound in it too.
void Engine::pick_up() noexcept {
  if (const KeyPitches* pitches = new_tuning_.load(std::memory_order_relaxed); pitches && !old_tuning_.load(std::memory_order_relaxed)) {
    pitches = new_tuning_.exchange(nullptr, std::memory_order_acquire);
    if (pitches) {
      for (Sound* s : {current_, next_})
        if (s && s->instrument) s->instrument->set_tuning(*pitches);
      tuning_ = *pitches;
      old_tuning_.store(pitches, std::memory_order_release);
    }
  }
  if (next_ || !incoming_.load(std::memory_order_relaxed)) return;
  next_ = incoming_.exchange(nullptr, std::memory_order_acquire);
  if (!next_) return;
  next_->set(live_);
  next_->set_shape(gains_);
  if (next_->transfer) next_->transfer->set_modulation(modulation_);
  if (next_->instrument) next_->instrument->set_tuning(tuning_);
  if (next_->instrument && current_ && current_->instrument) next_->instrument->take_over(*current_->instrument);
  fade_at_ = 0;
}

void Engine::emit(const Event& e) noexcept {
  if (n_out_events_ == static_cast<int>(out_events_.size())) return;
  out_events_[static_cast<size_t>(n_out_events_)] = e;
  out_events_[static_cast<size_t>(n_out_events_++)].time = time_;
}

void Engine::set_live(int index, float value) noexcept {
  if (index < 0 || index >= kParameterCount) return;
  live_[static_cast<size_t>(index)] = clamped(index, value);
  store(index, live_[static_cast<size_t>(index)]);
  settle();
}

void Engine::controller(const Event& e) noexcept {
  constexpr auto kOwn = [](int n) { return n == 6 || n == 38 || (n >= 96 && n <= 101) || n >= 120; };  // never learned
  const int number = e.data1 & 127;
  if (kOwn(number)) return;
  if (const int wanted = learning_.exchange(-1, std::memory_order_relaxed); wanted >= 0) learned_[static_cast<size_t>(number)].store(wanted, std::memory_order_relaxed);
  const int index = learned(number);
  if (index < 0 || index >= kParameterCount) return;
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  set_live(index, p.min + (p.max - p.min) * static_cast<float>(e.data2 & 127) / 127);
  Event moved;
  moved.kind = EventKind::parameter, moved.index = index, moved.value = live_[static_cast<size_t>(index)];
  emit(moved);
}

void Engine::happen(const Event& e) noexcept {
  if (e.kind == EventKind::parameter) return set_live(e.index, e.value);
  if (e.kind == EventKind::midi && (e.status & 0xf0) == 0xb0) controller(e);
  if (e.kind == EventKind::midi && (e.status & 0xf0) == 0xc0) program_.store(e.data1 & 127, std::memory_order_relaxed);
  Event mine = e;
  if (e.kind == EventKind::modulation) mine.index = e.index - kMacro1;
  if (e.kind == EventKind::modulation && (mine.index < 0 || mine.index >= kMacros)) return;
  const bool for_all = e.note_id < 0 && e.key < 0 && e.channel < 0;
  if (e.kind == EventKind::modulation && for_all) modulation_[static_cast<size_t>(mine.index)] = std::isfinite(e.value) ? e.value : 0.f;
  for (Sound* s : {current_, next_}) {
    if (s && s->instrument) s->instrument->event(mine);
    if (s && s->transfer && e.kind == EventKind::modulation) s->transfer->set_modulation(modulation_);
  }
}

void Engine::process(const Block& block) noexcept {
  const FlushDenormals flush;
  n_out_events_ = 0, time_ = 0;
  if (max_block_ == 0) {  // not prepared yet
    for (int c = 0; c < block.out_channels; ++c) std::fill_n(block.out[c], block.frames, 0.f);
    for (const Event& e : block.events)
      if (e.kind == EventKind::parameter) set_value(e.index, e.value);
    return;
  }
  take_values();
  take_shape();
  pick_up();
  size_t event = 0;
  for (int at = 0; at < block.frames;) {
    time_ = at;
    for (; event < block.events.size() && block.events[event].time <= at; ++event) happen(block.events[event]);
    int until = std::min(block.frames, at + max_block_);
    if (event < block.events.size()) until = std::min(until, static_cast<int>(block.events[event].time));
    if (live_[kMidiOut] > 0.5f) until = std::min(until, at + kTrackedBlock);
    play(block, at, until - at);
    at = until;
  }
  for (time_ = std::max(0, block.frames - 1); event < block.events.size(); ++event) happen(block.events[event]);
  if (current_ && seen_.watched.load(std::memory_order_relaxed)) current_->show(seen_);
  meters_.limiter_gain.store(limiter_.gain(), std::memory_order_relaxed);
  meters_.voices.store(current_ && current_->instrument ? current_->instrument->sounding() : 0, std::memory_order_relaxed);
}

void Engine::play(const Block& block, int from, int n) noexcept {
  const float input = gain_of(live_[kInput]);
  for (int i = 0; i < n; ++i) {
    float sum = 0;
    for (int c = 0; c < block.in_channels; ++c) sum += block.in[c][from + i];
    heard_[static_cast<size_t>(i)] = std::isfinite(sum) && block.in_channels ? input * sum / static_cast<float>(block.in_channels) : 0.f;
  }
  wet(heard_.data(), n);
  dry(block, from, n);
  finish(block, from, n);
  if (!current_) return;
  if (current_->instrument) {
    for (const Event& e : current_->instrument->ended()) emit(e);
    current_->instrument->forget_ended();
  }
  if (!current_->transfer) return;
  const Features& f = current_->transfer->heard();
  const float pitch_hz = f.confidence > 0 ? f.f0_hz : 0.f;  // what lies outside the range is no pitch
  meters_.f0_hz.store(pitch_hz, std::memory_order_relaxed);
  meters_.loudness_db.store(f.loudness_db, std::memory_order_relaxed);
  if (live_[kMidiOut] > 0.5f)
    tracker_.next(f, live_[kGate], [this](bool on, int key, float velocity) noexcept {
      Event e;
      e.kind = EventKind::midi, e.status = on ? 0x90 : 0x80, e.data1 = static_cast<uint8_t>(key), e.data2 = static_cast<uint8_t>(1 + 126 * velocity);
      emit(e);
    });
}

// What the model makes of it, into wet_; while a swap is on, both models, one fading into the other.
void Engine::wet(const float* heard, int n) noexcept {
  float *left = wet_[0].data(), *right = wet_[1].data();
  if (current_) current_->render(heard, left, right, n);
  else std::fill_n(left, n, 0.f), std::fill_n(right, n, 0.f);
  if (!next_) return;
  float *new_left = fading_[0].data(), *new_right = fading_[1].data();
  next_->render(heard, new_left, new_right, n);
  for (int i = 0; i < n; ++i) {
    const float part = std::min(1.f, static_cast<float>(fade_at_ + i) / static_cast<float>(fade_));
    left[i] += part * (new_left[i] - left[i]), right[i] += part * (new_right[i] - right[i]);
  }
  fade_at_ += n;
  if (fade_at_ < fade_ || (current_ && !retire(current_))) return;
  current_ = next_, next_ = nullptr;
}

// The input as it was a latency ago, into dry_. An instrument has no dry sound.
void Engine::dry(const Block& block, int from, int n) noexcept {
  if (kind_ == PlayerKind::instrument) return;
  const size_t size = delay_[0].size(), latency = static_cast<size_t>(latency_samples());
  for (int i = 0; i < n; ++i) {
    const size_t write = delay_at_, read = (delay_at_ + size - latency) % size;
    for (int c = 0; c < 2; ++c) {
      const float x = block.in_channels ? block.in[std::min(c, block.in_channels - 1)][from + i] : 0.f;
      delay_[c][write] = std::isfinite(x) ? x : 0.f;
      dry_[c][static_cast<size_t>(i)] = delay_[c][read];
    }
    delay_at_ = (delay_at_ + 1) % size;
  }
}

void Engine::finish(const Block& block, int from, int n) noexcept {
  const bool effect = kind_ == PlayerKind::effect;
  const float gain = output_gain(live_[kOutput]), mix = effect ? live_[kMix] / 100 : 1, bypass = live_[kBypass];
  float peak = 0;
  int limited = 0;  // samples until nothing is heard but the bypass
  float* sides[2] = {wet_[0].data(), wet_[1].data()};
  for (int i = 0; i < n; ++i) {
    approach(gain_, gain, smooth_), approach(mix_, mix, smooth_), approach(bypass_, bypass, smooth_);
    if (bypass_ < 1) limited = i + 1;
    for (int c = 0; c < 2; ++c) {
      const float d = effect ? dry_[c][static_cast<size_t>(i)] : 0.f, w = sides[c][i];
      const float x = gain_ * (mix_ == 1 ? w : d + mix_ * (w - d));
      const float y = bypass_ == 0 ? x : bypass_ == 1 ? d : x + bypass_ * (d - x);
      sides[c][i] = std::isfinite(y) ? y : 0.f;
    }
  }
  if (live_[kLimiter] > 0.5f) limiter_.process(sides, 2, limited);
  for (int i = 0; i < n; ++i) {
    peak = std::max({peak, std::fabs(sides[0][i]), std::fabs(sides[1][i])});
    if (block.out_channels == 1) block.out[0][from + i] = 0.5f * (sides[0][i] + sides[1][i]);
    else for (int c = 0; c < block.out_channels; ++c) block.out[c][from + i] = c < 2 ? sides[c][i] : 0.f;
  }
  const float fallen = gain_of(-kMeterFallDbPerS * static_cast<float>(n / rate_hz_)) * meters_.peak.load(std::memory_order_relaxed);
  meters_.peak.store(std::max(peak, fallen), std::memory_order_relaxed);
}

}  // namespace partials
