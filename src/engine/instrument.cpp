// SPDX-License-Identifier: MIT
#include "engine/instrument.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "base/random.h"

namespace partials {
namespace {

float level_db(float amplitude) { return std::max(-120.f, 40 * std::log10(std::max(1e-3f, amplitude))); }  // RP-036's square law

}  // namespace

Result<void> Instrument::prepare(const Model& model, int rate_hz, int max_block, const InstrumentSettings& settings) {
  settings_ = settings;
  settings_.voices = settings.mono ? 1 : std::clamp(settings.voices, 1, 64);
  slots_ = std::vector<Slot>(static_cast<size_t>(settings_.voices + kSpare));
  const double hop_s = static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den);
  for (Slot& s : slots_) {
    if (auto ready = s.voice.prepare(model.graph, model.weights.data(), rate_hz, max_block); !ready) return ready.error();
    s.performer.prepare(&model.notes, model.known, hop_s, settings_.envelope);
  }
  tail_ = static_cast<int64_t>(std::ceil((slots_[0].voice.plan().tail_s() + 2 * hop_s) * rate_hz));
  fade_ = std::max(1, static_cast<int>(kFadeS * rate_hz));
  max_block_ = max_block;
  scratch_.assign(static_cast<size_t>(max_block), 0.f);
  reset();
  return {};
}

void Instrument::reset() noexcept {
  for (Slot& s : slots_) s.active = s.held = false, s.fading = -1;
  channels_ = {};
  for (Channel& c : channels_) c.bend_range = settings_.bend_range_semitones;
  keys_down_ = {};
  notes_ = 0;
}

void Instrument::midi(uint8_t status, uint8_t data1, uint8_t data2) noexcept {
  const int channel = status & 15;
  data1 &= 127, data2 &= 127;
  switch (status & 0xf0) {
    case 0x90: data2 ? note_on(channel, data1, static_cast<float>(data2) / 127) : note_off(channel, data1); break;
    case 0x80: note_off(channel, data1); break;
    case 0xb0: control(channel, data1, data2); break;
    case 0xe0: {
      Channel& c = channels_[static_cast<size_t>(channel)];
      c.bend = static_cast<float>((data2 << 7 | data1) - 8192) / 8192;
      c.now.bend_semitones = c.bend * c.bend_range;
      break;
    }
    default: break;
  }
}

void Instrument::control(int channel, int number, int value) noexcept {
  Channel& c = channels_[static_cast<size_t>(channel)];
  const float part = static_cast<float>(value) / 127;
  switch (number) {
    case 1: c.now.vibrato = part; break;
    case 7: c.volume = part / (100.f / 127); break;  // 100, the power-on value, is 0 dB
    case 11: c.expression = part; break;
    case 64:
      c.pedal = value >= 64;
      if (!c.pedal) let_go(channel, true);
      break;
    case 101: c.rpn = (c.rpn & 0x7f) | value << 7; break;
    case 100: c.rpn = (c.rpn & 0x3f80) | value; break;
    case 6:
      if (c.rpn == 0) c.bend_range = static_cast<float>(value), c.now.bend_semitones = c.bend * c.bend_range;
      break;
    case 120:  // all sound off
      for (Slot& s : slots_)
        if (s.active && s.channel == channel && s.fading < 0) s.fading = 0;
      break;
    case 121:
      c.now = {}, c.expression = 1, c.bend = 0, c.pedal = false, c.rpn = 0x3fff;
      let_go(channel, true);
      break;
    case 123: let_go(channel, false); break;
    default: break;
  }
  c.now.level_db = level_db(c.volume) + level_db(c.expression);
}

void Instrument::let_go(int channel, bool only_lifted) noexcept {
  for (Slot& s : slots_) {
    if (!s.active || s.channel != channel || (only_lifted && s.held)) continue;
    s.held = false;
    s.performer.release();
  }
  if (!only_lifted) keys_down_ = {};
}

// A free slot; where all voices sound, one is stolen: the softest of those let go, else the oldest. It fades in its own slot.
Instrument::Slot* Instrument::take_slot() noexcept {
  Slot *stolen = nullptr, *free = nullptr, *most_faded = &slots_[0];
  int sounding = 0;
  for (Slot& s : slots_) {
    if (!s.active) { free = free ? free : &s; continue; }
    if (s.fading >= 0) {
      if (most_faded->fading < s.fading) most_faded = &s;
      continue;
    }
    ++sounding;
    const bool gone = s.performer.released();
    if (!stolen || (gone && !stolen->performer.released()) ||
        (gone == stolen->performer.released() &&
         (gone ? s.performer.loudness_db() < stolen->performer.loudness_db() : s.order < stolen->order)))
      stolen = &s;
  }
  if (sounding >= settings_.voices && stolen) stolen->fading = 0;
  return free ? free : most_faded;  // more than kSpare steals within one fade: the one that has faded most is cut
}

void Instrument::note_on(int channel, int key, float velocity) noexcept {
  if (settings_.mono) {
    keys_down_[static_cast<size_t>(key)] = static_cast<uint8_t>(velocity * 127 + 0.5f);
    key_order_[static_cast<size_t>(key)] = ++notes_;
    for (Slot& s : slots_)
      if (s.active && s.held && s.fading < 0) return slur(channel, key, velocity);
  } else {
    note_off(channel, key);  // the same key again ends the note before
  }
  Slot* s = take_slot();
  s->channel = channel, s->key = key, s->order = ++notes_;
  s->active = s->held = true;
  s->ends = -1, s->fading = -1;
  const uint64_t seed = stream_key(settings_.seed, notes_, static_cast<uint64_t>(key));
  s->voice.start(seed);
  s->performer.start(pitch_of(key), velocity, seed);
}

void Instrument::slur(int channel, int key, float velocity) noexcept {
  for (Slot& s : slots_) {
    if (!s.active || !s.held || s.fading >= 0) continue;
    s.channel = channel, s.key = key;
    s.performer.slur_to(pitch_of(key), velocity);
  }
}

void Instrument::note_off(int channel, int key) noexcept {
  if (settings_.mono) {
    keys_down_[static_cast<size_t>(key)] = 0;
    int back = -1;  // the newest key still down sounds again
    for (int k = 0; k < 128; ++k)
      if (keys_down_[static_cast<size_t>(k)] && (back < 0 || key_order_[static_cast<size_t>(k)] > key_order_[static_cast<size_t>(back)])) back = k;
    for (const Slot& s : slots_)
      if (back >= 0 && s.active && s.held && s.key == key) return slur(channel, back, static_cast<float>(keys_down_[static_cast<size_t>(back)]) / 127);
  }
  for (Slot& s : slots_) {
    if (!s.active || !s.held || s.channel != channel || s.key != key) continue;
    s.held = false;
    if (!channels_[static_cast<size_t>(channel)].pedal) s.performer.release();
  }
}

void Instrument::render_slot(Slot& s, float* out, int n) noexcept {
  if (s.ends >= 0) n = static_cast<int>(std::min<int64_t>(n, s.ends - s.voice.sample()));
  if (s.fading >= 0) n = std::min(n, fade_ - s.fading);
  if (n <= 0) return;
  std::fill_n(scratch_.data(), n, 0.f);
  const Expression& e = channels_[static_cast<size_t>(s.channel)].now;
  s.voice.render(scratch_.data(), n, [&](int64_t frame) noexcept {
    const FrameControls c = s.performer.next(e);
    if (s.performer.ended() && s.ends < 0) s.ends = s.voice.plan().clock().start(frame) + tail_;
    return c;
  });
  for (int i = 0; i < n; ++i) {
    const float gain = s.fading < 0 ? 1.f : 1.f - static_cast<float>(s.fading + i) / static_cast<float>(fade_);
    const float x = scratch_[static_cast<size_t>(i)];
    out[i] += std::isfinite(x) ? gain * x : 0.f;
  }
  if (s.fading >= 0) s.fading += n;
  s.active = !(s.fading >= fade_ || (s.ends >= 0 && s.voice.sample() >= s.ends));
}

void Instrument::render(float* out, int n) noexcept {
  const FlushDenormals flush;
  std::fill_n(out, n, 0.f);
  while (n > 0) {
    const int m = std::min(n, max_block_);
    for (Slot& s : slots_)
      if (s.active) render_slot(s, out, m);
    out += m, n -= m;
  }
}

int Instrument::sounding() const noexcept {
  return static_cast<int>(std::count_if(slots_.begin(), slots_.end(), [](const Slot& s) { return s.active; }));
}

size_t Instrument::memory_bytes() const {
  size_t sum = sizeof *this + slots_.size() * sizeof(Slot) + scratch_.size() * sizeof(float);
  for (const Slot& s : slots_) sum += s.voice.plan().memory_bytes();
  return sum;
}

}  // namespace partials
