// SPDX-License-Identifier: MIT
// The audio-thread side of the engine.
#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "play/engine.h"
#include "play/gain.h"

namespace partials {
namespace {

constexpr int kTrackedBlock = 64;  // samples between the pitch readings of MIDI out
constexpr float kMeterFallDbPerS = 40;

}  // namespace

void Engine::reset() noexcept {
  n_out_events_ = 0;
  modulation_ = {};
  swap_.each([this](Sound& s) noexcept {
    s.reset();
    s.set_modulation(modulation_);
  });
  tracker_.reset();
  seen_shape_ = 0;
  state_.forget();
  if (state_.take()) settle();
  take_spectral_edit();
  output_.reset(state_.live());
}

void Engine::take_spectral_edit() noexcept {
  const uint32_t now = shape_.changes();
  if (now == seen_shape_) return;
  seen_shape_ = now;
  shape_.read(gains_);
  swap_.each([this](Sound& s) noexcept { s.set_spectral_edit(gains_); });
}

void Engine::settle() noexcept {
  swap_.each([this](Sound& s) noexcept { s.set(state_.live()); });
}

// Takes a new tuning, and starts to fade in a new sound unless one is fading in already. Held keys play in
// the new sound too.
void Engine::pick_up() noexcept {
  if (new_tuning_.load(std::memory_order_relaxed) && !old_tuning_.load(std::memory_order_relaxed)) {
    if (const KeyPitches* pitches = new_tuning_.exchange(nullptr, std::memory_order_acquire)) {
      tuning_ = *pitches;
      swap_.each([this](Sound& s) noexcept { s.set_tuning(tuning_); });
      old_tuning_.store(pitches, std::memory_order_release);
    }
  }
  Sound* next = swap_.pick_up();
  if (!next) return;
  next->set(state_.live());
  next->set_spectral_edit(gains_);
  next->set_modulation(modulation_);
  next->set_tuning(tuning_);
  if (!swap_.current()) return;
  next->take_over(*swap_.current());
  swap_.current()->stop_counting();
}

void Engine::emit(const Event& e) noexcept {
  if (n_out_events_ == static_cast<int>(out_events_.size())) return;
  out_events_[static_cast<size_t>(n_out_events_)] = e;
  out_events_[static_cast<size_t>(n_out_events_++)].time = time_;
}

void Engine::set_live(int index, float value) noexcept {
  if (state_.set_live(index, value)) settle();
}

void Engine::modulate(const Event& e) noexcept {
  Event slot = e;
  slot.index = e.index - kMacro1;
  if (slot.index < 0 || slot.index >= kMacros) return;
  const bool for_all = e.note_id < 0 && e.key < 0 && e.channel < 0;
  if (for_all) modulation_[static_cast<size_t>(slot.index)] = std::isfinite(e.value) ? e.value : 0.f;
  swap_.each([&](Sound& s) noexcept {
    s.event(slot);
    s.set_modulation(modulation_);
  });
}

void Engine::happen(const Event& e) noexcept {
  if (e.kind == EventKind::parameter) return set_live(e.index, e.value);
  if (e.kind == EventKind::modulation) return modulate(e);
  if (e.kind == EventKind::midi && (e.status & 0xf0) == 0xb0) {
    if (const int moved = state_.controller(e.data1 & 127, e.data2); moved >= 0) {
      settle();
      Event told;
      told.kind = EventKind::parameter;
      told.index = moved;
      told.value = state_.live(moved);
      emit(told);
    }
  }
  if (e.kind == EventKind::midi && (e.status & 0xf0) == 0xc0) state_.ask_for_program(e.data1 & 127);
  swap_.each([&e](Sound& s) noexcept { s.event(e); });
}

void Engine::process(const Block& block) noexcept {
  const FlushDenormals flush;
  n_out_events_ = 0;
  time_ = 0;
  if (max_block_ == 0) {  // not prepared yet
    for (int c = 0; c < block.out_channels; ++c) std::fill_n(block.out[c], block.frames, 0.f);
    for (const Event& e : block.events)
      if (e.kind == EventKind::parameter) set_value(e.index, e.value);
    return;
  }
  if (state_.take()) settle();
  take_spectral_edit();
  pick_up();
  size_t event = 0;
  for (int at = 0; at < block.frames;) {
    time_ = at;
    for (; event < block.events.size() && block.events[event].time <= at; ++event)
      happen(block.events[event]);
    int until = std::min(block.frames, at + max_block_);
    if (event < block.events.size()) until = std::min(until, static_cast<int>(block.events[event].time));
    if (state_.live(kMidiOut) > 0.5f) until = std::min(until, at + kTrackedBlock);
    play(block, at, until - at);
    at = until;
  }
  for (time_ = std::max(0, block.frames - 1); event < block.events.size(); ++event)
    happen(block.events[event]);
  const Sound* sound = swap_.current();
  if (sound && seen_.watched.load(std::memory_order_relaxed)) sound->publish(seen_);
  meters_.limiter_gain.store(output_.limiter_gain(), std::memory_order_relaxed);
  meters_.voices.store(sound ? sound->voices() : 0, std::memory_order_relaxed);
}

void Engine::play(const Block& block, int from, int n) noexcept {
  read_input(block, from, n);
  const float* stereo[] = {stereo_[0].data(), stereo_[1].data()};
  swap_.render(stereo, heard_.data(), wet_[0].data(), wet_[1].data(), n);
  output_.read_input(block.in, block.in_channels, from, n);
  finish(block, from, n);
  Sound* sound = swap_.current();
  if (!sound) return;
  for (const Event& e : sound->ended()) emit(e);
  sound->forget_ended();
  report_heard();
}

// The input with its gain: two channels, and their mean.
void Engine::read_input(const Block& block, int from, int n) noexcept {
  const float gain = gain_of(state_.live(kInput));
  for (int i = 0; i < n; ++i) {
    float sum = 0;
    for (int c = 0; c < block.in_channels; ++c) sum += block.in[c][from + i];
    heard_[static_cast<size_t>(i)] =
        std::isfinite(sum) && block.in_channels ? gain * sum / static_cast<float>(block.in_channels) : 0.f;
  }
  for (int c = 0; c < 2; ++c) {
    const float* in = block.in_channels ? block.in[std::min(c, block.in_channels - 1)] + from : nullptr;
    for (int i = 0; i < n; ++i)
      stereo_[c][static_cast<size_t>(i)] = in && std::isfinite(in[i]) ? gain * in[i] : 0.f;
  }
}

void Engine::report_heard() noexcept {
  const HeardPitch heard = swap_.current()->heard();
  if (!heard.listens) return;
  const float pitch_hz =
      heard.confidence > 0 ? heard.f0_hz : 0.f;  // a frequency outside the range is not a pitch
  meters_.f0_hz.store(pitch_hz, std::memory_order_relaxed);
  meters_.loudness_db.store(heard.loudness_db, std::memory_order_relaxed);
  if (state_.live(kMidiOut) <= 0.5f) return;
  Features f;
  f.f0_hz = heard.f0_hz;
  f.loudness_db = heard.loudness_db;
  f.confidence = heard.confidence;
  tracker_.next(f, state_.live(kGate), [this](bool on, int key, float velocity) noexcept {
    Event e;
    e.kind = EventKind::midi;
    e.status = on ? 0x90 : 0x80;
    e.data1 = static_cast<uint8_t>(key);
    e.data2 = static_cast<uint8_t>(1 + 126 * velocity);
    emit(e);
  });
}

void Engine::finish(const Block& block, int from, int n) noexcept {
  float* sides[2] = {wet_[0].data(), wet_[1].data()};
  const float peak = output_.process(sides, n, state_.live());
  for (int i = 0; i < n; ++i) {
    if (block.out_channels == 1) {
      block.out[0][from + i] = 0.5f * (sides[0][i] + sides[1][i]);
      continue;
    }
    for (int c = 0; c < block.out_channels; ++c) block.out[c][from + i] = c < 2 ? sides[c][i] : 0.f;
  }
  const float fallen = gain_of(-kMeterFallDbPerS * static_cast<float>(n / rate_hz_)) *
                       meters_.peak.load(std::memory_order_relaxed);
  meters_.peak.store(std::max(peak, fallen), std::memory_order_relaxed);
}

}  // namespace partials
