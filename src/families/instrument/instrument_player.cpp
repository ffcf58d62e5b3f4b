// SPDX-License-Identifier: MIT
// Voices: rendering and freeing them. instrument_events.cpp and instrument_notes.cpp start and end them.
#include "families/instrument/instrument_player.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "play/gain.h"

namespace partials {
namespace {

constexpr float kPressureDb = 9;    // gain of full aftertouch; the timbre follows
constexpr float kBrightnessDb = 6;  // dB per octave at either end of brightness
constexpr float kSoftTiltDb = -1;   // dB per octave of a note struck with the soft pedal down
constexpr float kHalfPi = 1.57079632679f;

}  // namespace

void InstrumentPlayer::attach(const Parts& parts, const InstrumentSettings& settings) noexcept {
  slots_ = parts.slots;
  spare_ = parts.spare;
  bus_ = parts.bus;
  recorded_ = parts.recorded;
  scratch_ = parts.scratch;
  settings_ = settings;
  const FrameClock& clock = slots_[0].voice->clock();
  const auto rate_hz = static_cast<double>(clock.rate_hz);
  tail_ = static_cast<int64_t>(std::ceil((parts.voice_tail_s + 2 * clock.hop_s()) * rate_hz));
  fade_ = std::max(1, static_cast<int>(kFadeS * rate_hz));
  ramp_ = std::max(1, static_cast<int>(kRampS * rate_hz));
  max_block_ = static_cast<int>(scratch_.size());
  for (Tempo& t : tempo_) t.prepare(static_cast<int>(clock.rate_hz));
  macros_.fill(0.5f);
  reset();
}

void InstrumentPlayer::set(const InstrumentSettings& s) noexcept {
  const bool zones = s.mpe != settings_.mpe, mono = s.mono != settings_.mono;
  settings_ = s;
  touched_ = true;
  channels_.set_bend_range(s.bend_range_semitones);
  channels_.set_member_bend_range(s.member_bend_range_semitones);
  if (zones) channels_.set_zones(s.mpe ? 15 : 0, 0);
  if (zones || mono) {
    for (int c = 0; c < 16; ++c) let_go(c, false);
  }
}

void InstrumentPlayer::reset() noexcept {
  for (Slot& s : slots_) {
    s.active = s.held = false;
    s.fading = -1;
  }
  channels_.reset(settings_.bend_range_semitones, settings_.member_bend_range_semitones);
  if (bus_) bus_->reset();
  channels_.set_zones(settings_.mpe ? 15 : 0, 0);
  forget_keys();
  last_pitch_.fill(kNoPitch);
  modulation_ = {};
  for (Tempo& t : tempo_) t.reset();
  notes_ = 0;
  n_ended_ = 0;
  now_ = 0;
}

int InstrumentPlayer::voices_allowed() const noexcept {
  return settings_.mono ? 1 : std::clamp(settings_.voices, 1, static_cast<int>(slots_.size()) - spare_);
}

// A free slot; if all voices are in use, one is stolen: the softest released one, else the oldest. It fades
// out in its own slot.
InstrumentPlayer::Slot* InstrumentPlayer::take_slot() noexcept {
  Slot *stolen = nullptr, *free_slot = nullptr, *most_faded = &slots_[0];
  int sounding = 0;
  for (Slot& s : slots_) {
    if (!s.active) {
      free_slot = free_slot ? free_slot : &s;
      continue;
    }
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
  if (sounding >= voices_allowed() && stolen) {
    lose(*stolen);
    stolen->fading = 0;
  }
  if (free_slot) return free_slot;
  free(*most_faded);  // more than kSpare steals within one fade: cut the one that has faded most
  return most_faded;
}

void InstrumentPlayer::free(Slot& s) noexcept {
  s.active = s.held = s.caught = false;
  report_end(s);
}

void InstrumentPlayer::report_end(const Slot& s) noexcept {
  if (n_ended_ == static_cast<int>(ended_.size())) return;
  Event& e = ended_[static_cast<size_t>(n_ended_++)];
  e = {};
  e.kind = EventKind::note_end;
  e.port = s.port;
  e.channel = s.channel;
  e.key = s.key;
  e.note_id = s.note_id;
}

float InstrumentPlayer::level_db(const Slot& s, const ChannelExpression& c) noexcept {
  return c.level_db + s.touch.level_db + s.touch.expression_db +
         kPressureDb * std::max(c.pressure, s.touch.pressure);
}

// Levels, pan and pitch start to move to the controllers' values at this sample.
void InstrumentPlayer::follow_touches() noexcept {
  for (Slot& s : slots_) {
    if (!s.active) continue;
    const ChannelExpression c = channels_.of(s.channel);
    s.level_db = level_db(s, c);
    s.level_gain = gain_of(s.level_db);
    s.level.want(s.level_gain, ramp_);
    s.bend_semitones = c.bend_semitones + s.touch.tuning_semitones + settings_.tune_cents / 100;
    s.voice->bend(s.bend_semitones);
    // Equal power, 0 dB in the middle, so that a centred note has the same level as in mono.
    const float pan = s.touch.pan, left = pan == 0.5f ? 1 : std::sqrt(2.f) * std::cos(kHalfPi * pan),
                right = pan == 0.5f ? 1 : std::sqrt(2.f) * std::sin(kHalfPi * pan);
    if (s.voice->sample() == 0) {
      s.left.set(left);
      s.right.set(right);
    } else {
      s.left.go(left, ramp_);
      s.right.go(right, ramp_);
    }
  }
  touched_ = false;
}

FrameControls InstrumentPlayer::frame(Slot& s) noexcept {
  const ChannelExpression c = channels_.of(s.channel);
  const Touch& t = s.touch;
  std::array<float, kMacros> modulation = modulation_;
  for (size_t i = 0; i < modulation.size(); ++i)
    if (t.modulated >> i & 1) modulation[i] = t.modulation[i];
  TimbreControls timbre = timbre_controls_of(macros_, modulation);
  timbre.tilt_db += 2 * kBrightnessDb * (c.brightness + t.brightness - 1) + (s.soft ? kSoftTiltDb : 0.f);
  const Expression e{s.bend_semitones, s.level_db, std::max(c.vibrato, t.vibrato), timbre.vibrato,
                     timbre.wander};
  FrameControls f = s.performer.next(e);
  timbre.tilt_db += s.performer.tilt_db();
  f.timbre = timbre;
  return f;
}

void InstrumentPlayer::pan(Slot& s, float* left, float* right, int n) noexcept {
  const float* x = scratch_.data();
  int i = 0;
  for (; right && i < n && !(s.left.still() && s.right.still()); ++i) {
    left[i] += s.left.next() * x[i];
    right[i] += s.right.next() * x[i];
  }
  const float to_left = right ? s.left.now() : 1, to_right = s.right.now();
  for (int k = i; k < n; ++k) left[k] += to_left * x[k];
  for (int k = i; right && k < n; ++k) right[k] += to_right * x[k];
}

void InstrumentPlayer::render_slot(Slot& s, float* left, float* right, int n) noexcept {
  if (s.ends >= 0) n = static_cast<int>(std::min<int64_t>(n, s.ends - s.voice->sample()));
  if (s.fading >= 0) n = std::min(n, fade_ - s.fading);
  if (n <= 0) return free(s);
  std::fill_n(scratch_.data(), n, 0.f);
  s.voice->set_spectral_edit(&shape_);
  const int64_t began = s.voice->sample();
  int levelled = 0;
  const auto level_until = [&](int64_t sample) noexcept {
    const int until = static_cast<int>(sample - began);
    for (; levelled < until && !s.level.still(); ++levelled)
      scratch_[static_cast<size_t>(levelled)] *= s.level.next();
    levelled = until;
  };
  s.voice->render(scratch_.data(), n, [&](int64_t frame_index) noexcept {
    level_until(s.voice->sample());
    const FrameControls c = frame(s);
    s.level.frame(s.level_gain, s.voice->clock().length(frame_index));
    if (s.performer.ended() && s.ends < 0) s.ends = s.voice->clock().start(frame_index) + tail_;
    return c;
  });
  level_until(s.voice->sample());
  // the end became known during the call
  if (s.ends >= 0 && s.voice->sample() > s.ends) n -= static_cast<int>(s.voice->sample() - s.ends);
  for (int i = 0; i < n; ++i) {
    const float gain =
        s.fading < 0 ? 1.f : 1.f - static_cast<float>(s.fading + i) / static_cast<float>(fade_);
    float& x = scratch_[static_cast<size_t>(i)];
    x = std::isfinite(x) ? gain * x : 0.f;
  }
  pan(s, left, right, n);
  if (s.fading >= 0) s.fading += n;
  if (s.fading >= fade_ || (s.ends >= 0 && s.voice->sample() >= s.ends)) free(s);
}

void InstrumentPlayer::render(float* left, float* right, int n) noexcept {
  [[maybe_unused]] const FlushDenormals flush;
  if (touched_ && n > 0) follow_touches();
  std::fill_n(left, n, 0.f);
  if (right) std::fill_n(right, n, 0.f);
  while (n > 0) {
    const int m = std::min(n, max_block_);
    for (Slot& s : slots_)
      if (s.active) render_slot(s, left, right, m);
    if (bus_) bus_->run(left, right, m, timbre_controls_of(macros_, modulation_).room_db);
    left += m;
    n -= m;
    now_ += m;
    if (right) right += m;
  }
}

int InstrumentPlayer::sounding() const noexcept {
  return static_cast<int>(
      std::count_if(slots_.begin(), slots_.end(), [](const Slot& s) { return s.active; }));
}

}  // namespace partials
