// SPDX-License-Identifier: MIT
// Voices: allocating, rendering and freeing them. instrument_events.cpp starts and ends them.
#include "families/instrument/instrument.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/performance_inputs.h"
#include "play/gain.h"

namespace partials {
namespace {

constexpr float kPressureDb = 9;    // gain of full aftertouch; the timbre follows
constexpr float kBrightnessDb = 6;  // dB per octave at either end of brightness
constexpr float kSoftTiltDb = -1;   // dB per octave of a note struck with the soft pedal down
constexpr float kHalfPi = 1.57079632679f;

}  // namespace

Result<void> Instrument::prepare(const Model& model, int rate_hz, int max_block,
                                 const InstrumentSettings& settings) {
  slots_ = std::vector<Slot>(static_cast<size_t>(std::clamp(settings.voices, 1, 64) + kSpare));
  settings_ = settings;
  bus_ = {};
  const Graph graph = with_performance_inputs(model.graph);
  const bool whole = std::none_of(graph.nodes.begin(), graph.nodes.end(),
                                  [](const Node& n) { return n.scope == Scope::bus; });
  const auto ready = whole ? prepare_voices(graph, model.weights.data(), model, rate_hz, max_block)
                           : prepare_bus(graph, model, rate_hz, max_block);
  if (!ready) return ready;
  const double hop_s = static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den);
  tail_ = static_cast<int64_t>(std::ceil((voice_tail_s() + 2 * hop_s) * rate_hz));
  fade_ = std::max(1, static_cast<int>(kFadeS * rate_hz));
  ramp_ = std::max(1, static_cast<int>(kRampS * rate_hz));
  max_block_ = max_block;
  for (Tempo& t : tempo_) t.prepare(rate_hz);
  scratch_.assign(static_cast<size_t>(max_block), 0.f);
  macros_.fill(0.5f);
  reset();
  return {};
}

Result<void> Instrument::prepare_voices(const Graph& graph, const float* weights, const Model& model,
                                        int rate_hz, int max_block) {
  const double hop_s = static_cast<double>(graph.hop_num) / static_cast<double>(graph.hop_den);
  std::shared_ptr<const PackedWeights> packed;
  const auto manner = std::make_shared<Manner>();
  manner->prepare(instrument_part(model).notes, instrument_part(model).known);
  for (Slot& s : slots_) {
    if (auto ready = s.voice.prepare(graph, weights, rate_hz, max_block, packed); !ready)
      return ready.error();
    packed = s.voice.plan().packed();
    s.performer.prepare(&instrument_part(model).notes, manner, instrument_part(model).known, hop_s,
                        settings_.envelope);
  }
  return {};
}

// A graph in two parts: voices that output the crossing wires, and the part after their sum.
Result<void> Instrument::prepare_bus(const Graph& graph, const Model& model, int rate_hz, int max_block) {
  auto parts = split_scope(graph);
  if (!parts) return parts.error();
  SplitGraph& split = parts.value();
  const auto voice = Plan<float>::compile(split.voice, {.rate_hz = rate_hz, .max_samples = max_block});
  if (!voice) return voice.error();
  if (auto r = fit_bus(split, voice.value()); !r) return r;
  if (auto r = bus_.prepare(split, model, rate_hz, max_block); !r) return r;
  voice_weights_ = weights_of_part(voice.value().weights(), model.table, model.weights.data());
  split.voice.outputs["audio"] = split.crossing[0].source;
  return prepare_voices(split.voice, voice_weights_.data(), model, rate_hz, max_block);
}

void Instrument::set(const InstrumentSettings& s) noexcept {
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

void Instrument::reset() noexcept {
  for (Slot& s : slots_) {
    s.active = s.held = false;
    s.fading = -1;
  }
  channels_.reset(settings_.bend_range_semitones, settings_.member_bend_range_semitones);
  bus_.reset();
  channels_.set_zones(settings_.mpe ? 15 : 0, 0);
  forget_keys();
  last_pitch_.fill(kNoPitch);
  modulation_ = {};
  for (Tempo& t : tempo_) t.reset();
  notes_ = 0;
  n_ended_ = 0;
  now_ = 0;
}

int Instrument::voices_allowed() const noexcept {
  return settings_.mono ? 1 : std::clamp(settings_.voices, 1, static_cast<int>(slots_.size()) - kSpare);
}

// A free slot; if all voices are in use, one is stolen: the softest released one, else the oldest. It fades
// out in its own slot.
Instrument::Slot* Instrument::take_slot() noexcept {
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

void Instrument::free(Slot& s) noexcept {
  s.active = s.held = s.caught = false;
  report_end(s);
}

void Instrument::report_end(const Slot& s) noexcept {
  if (n_ended_ == static_cast<int>(ended_.size())) return;
  Event& e = ended_[static_cast<size_t>(n_ended_++)];
  e = {};
  e.kind = EventKind::note_end;
  e.port = s.port;
  e.channel = s.channel;
  e.key = s.key;
  e.note_id = s.note_id;
}

float Instrument::level_db(const Slot& s, const ChannelExpression& c) noexcept {
  return c.level_db + s.touch.level_db + s.touch.expression_db +
         kPressureDb * std::max(c.pressure, s.touch.pressure);
}

// Levels, pan and pitch start to move to the controllers' values at this sample.
void Instrument::follow_touches() noexcept {
  for (Slot& s : slots_) {
    if (!s.active) continue;
    const ChannelExpression c = channels_.of(s.channel);
    s.level_db = level_db(s, c);
    s.level_gain = gain_of(s.level_db);
    s.level.want(s.level_gain, ramp_);
    s.bend_semitones = c.bend_semitones + s.touch.tuning_semitones + settings_.tune_cents / 100;
    s.voice.bend(s.bend_semitones);
    // Equal power, 0 dB in the middle, so that a centred note has the same level as in mono.
    const float pan = s.touch.pan, left = pan == 0.5f ? 1 : std::sqrt(2.f) * std::cos(kHalfPi * pan),
                right = pan == 0.5f ? 1 : std::sqrt(2.f) * std::sin(kHalfPi * pan);
    if (s.voice.sample() == 0) {
      s.left.set(left);
      s.right.set(right);
    } else {
      s.left.go(left, ramp_);
      s.right.go(right, ramp_);
    }
  }
  touched_ = false;
}

FrameControls Instrument::frame(Slot& s) noexcept {
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

void Instrument::pan(Slot& s, float* left, float* right, int n) noexcept {
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

void Instrument::render_slot(Slot& s, float* left, float* right, int n) noexcept {
  if (s.ends >= 0) n = static_cast<int>(std::min<int64_t>(n, s.ends - s.voice.sample()));
  if (s.fading >= 0) n = std::min(n, fade_ - s.fading);
  if (n <= 0) return free(s);
  std::fill_n(scratch_.data(), n, 0.f);
  s.voice.set_spectral_edit(&shape_);
  const int64_t began = s.voice.sample();
  int levelled = 0;
  const auto level_until = [&](int64_t sample) noexcept {
    const int until = static_cast<int>(sample - began);
    for (; levelled < until && !s.level.still(); ++levelled)
      scratch_[static_cast<size_t>(levelled)] *= s.level.next();
    levelled = until;
  };
  s.voice.render(scratch_.data(), n, [&](int64_t frame_index) noexcept {
    level_until(s.voice.sample());
    const FrameControls c = frame(s);
    s.level.frame(s.level_gain, s.voice.plan().clock().length(frame_index));
    if (s.performer.ended() && s.ends < 0) s.ends = s.voice.plan().clock().start(frame_index) + tail_;
    return c;
  });
  level_until(s.voice.sample());
  // the end became known during the call
  if (s.ends >= 0 && s.voice.sample() > s.ends) n -= static_cast<int>(s.voice.sample() - s.ends);
  for (int i = 0; i < n; ++i) {
    const float gain =
        s.fading < 0 ? 1.f : 1.f - static_cast<float>(s.fading + i) / static_cast<float>(fade_);
    float& x = scratch_[static_cast<size_t>(i)];
    x = std::isfinite(x) ? gain * x : 0.f;
  }
  pan(s, left, right, n);
  if (s.fading >= 0) s.fading += n;
  if (s.fading >= fade_ || (s.ends >= 0 && s.voice.sample() >= s.ends)) free(s);
}

void Instrument::render(float* left, float* right, int n) noexcept {
  const FlushDenormals flush;
  if (touched_ && n > 0) follow_touches();
  std::fill_n(left, n, 0.f);
  if (right) std::fill_n(right, n, 0.f);
  while (n > 0) {
    const int m = std::min(n, max_block_);
    for (Slot& s : slots_)
      if (s.active) render_slot(s, left, right, m);
    if (bus_) bus_.run(left, right, m, timbre_controls_of(macros_, modulation_).room_db);
    left += m;
    n -= m;
    now_ += m;
    if (right) right += m;
  }
}

int Instrument::sounding() const noexcept {
  return static_cast<int>(
      std::count_if(slots_.begin(), slots_.end(), [](const Slot& s) { return s.active; }));
}

void Instrument::publish(DisplayFeed& seen) const noexcept {
  const Slot* newest = nullptr;
  std::array<uint64_t, 2> keys{};
  for (const Slot& s : slots_) {
    if (!s.active) continue;
    if (!newest || s.order > newest->order) newest = &s;
    const auto key = static_cast<size_t>(s.key & 127);
    if (s.fading < 0 && !s.performer.released()) keys[key >> 6] |= uint64_t{1} << (key & 63);
  }
  for (size_t half = 0; half < keys.size(); ++half)
    seen.keys[half].store(keys[half], std::memory_order_relaxed);
  if (newest) return newest->voice.publish(seen);
  for (auto& a : seen.partial) a.store(0, std::memory_order_relaxed);
  for (auto& a : seen.band) a.store(0, std::memory_order_relaxed);
  seen.f0_hz.store(0, std::memory_order_relaxed);
  seen.loudness_db.store(-120, std::memory_order_relaxed);
}

size_t Instrument::memory_bytes() const {
  size_t sum = sizeof *this + slots_.size() * sizeof(Slot) + scratch_.size() * sizeof(float) +
               bus_.memory_bytes() + voice_weights_.size() * sizeof(float);
  for (const Slot& s : slots_) sum += s.voice.plan().memory_bytes();
  return sum + (slots_.empty() ? 0 : slots_[0].voice.plan().packed()->bytes());
}

}  // namespace partials
