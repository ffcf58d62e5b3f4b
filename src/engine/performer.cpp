// SPDX-License-Identifier: MIT
#include "engine/performer.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace partials {
namespace {

constexpr float kSilentDb = -120, kEndedDb = -100;
constexpr float kNaturalVelocity = 0.75f;      // at which a note is as loud as it was recorded
constexpr float kLeastSpanDb = 18, kMostSpanDb = 40;  // of loudness between the softest and the hardest key
constexpr float kSlackDrift = -4;              // dB/s: a player tires a little; what falls faster is struck or plucked
constexpr float kMostSlackDb = 6, kMostSwellDb = 2;
constexpr float kPlainReleaseDbPerS = 400, kTailDbPerS = 150;
constexpr float kModulationCents = 50, kModulationHz = 5.5f;
constexpr double kSettleS = 0.15;              // in which the end of a learned attack passes into the held level
constexpr double kVibratoGrowS = 0.3;
constexpr float kSlurDipDb = 2;
constexpr double kRisenS = 0.5;                // after which a struck note that cannot be heard is over

// About normal: three uniforms.
float normal(uint64_t key, uint64_t counter) {
  return random_bipolar(key, 3 * counter) + random_bipolar(key, 3 * counter + 1) + random_bipolar(key, 3 * counter + 2);
}

// One step of a random walk that is drawn back to 0 (Ornstein and Uhlenbeck 1930) with a standard deviation of 1.
float wandered(float x, float time_s, double hop_s, float draw) {
  const auto keep = static_cast<float>(std::exp(-hop_s / std::max(0.01f, time_s)));
  return keep * x + std::sqrt(1 - keep * keep) * draw;
}

// Linear between entries; the last one holds.
float read_contour(const std::vector<float>& c, double t) {
  const double at = t / kNoteHopS;
  const auto i = static_cast<size_t>(at);
  if (i + 1 >= c.size()) return c.back();
  const auto part = static_cast<float>(at - static_cast<double>(i));
  return c[i] + part * (c[i + 1] - c[i]);
}

float ease(double x) { return static_cast<float>(0.5 - 0.5 * std::cos(3.14159265358979 * std::clamp(x, 0.0, 1.0))); }

}  // namespace

void Performer::prepare(const NoteBook* book, const KnownRange& known, double hop_s, const Envelope& envelope) {
  book_ = book, known_ = known, hop_s_ = hop_s, envelope_ = envelope;
  plain_ = {};
  plain_.attack_db = {-60, -24, -12, -6, -3, -1, 0};
  plain_.attack_cents = {0};
  plain_.sustain_db = known.median_db;
  shape_ = &plain_;
  ended_ = true;
}

// The learned note nearest in pitch and loudness, or the second nearest: the same key twice is not the same sound twice.
const NoteShape* Performer::choose(float pitch_midi, float velocity, uint64_t seed) const noexcept {
  const float level = held_db(pitch_midi, velocity);
  const NoteShape *best = nullptr, *second = nullptr;
  float best_far = 0, second_far = 0;
  for (const NoteShape& n : book_->notes) {
    if (n.attack_db.empty()) continue;
    const float far = std::fabs(n.pitch_midi - pitch_midi) + std::fabs(n.sustain_db - level) / 6;
    if (!best || far < best_far) second = best, second_far = best_far, best = &n, best_far = far;
    else if (!second || far < second_far) second = &n, second_far = far;
  }
  if (!best) return &plain_;
  return second && second_far < best_far + 4 && random_unit(seed, 1) < 0.4f ? second : best;
}

// How loud the player plays at this pitch, from notes nearby.
float Performer::natural_db(float pitch_midi) const noexcept {
  double sum = 0, weight = 0;
  for (const NoteShape& n : book_->notes) {
    const double far = (n.pitch_midi - pitch_midi) / 4, w = std::exp(-0.5 * far * far) + 1e-6;
    sum += w * n.sustain_db, weight += w;
  }
  return weight > 0 ? static_cast<float>(sum / weight) : known_.median_db;
}

float Performer::held_db(float pitch_midi, float velocity) const noexcept {
  const float span = std::clamp(known_.loud_db - known_.quiet_db, kLeastSpanDb, kMostSpanDb);
  return std::min(natural_db(pitch_midi) + span * (velocity - kNaturalVelocity), -3.f);
}

void Performer::start(float pitch_midi, float velocity, uint64_t seed) noexcept {
  key_ = stream_key(seed, 0x706572666f726dull);
  shape_ = choose(pitch_midi, velocity, key_);
  if (book_->struck()) struck_.start(book_->notes, pitch_midi);
  frame_ = 0, release_frame_ = -1, slur_s_ = -1;
  pitch_from_ = pitch_to_ = pitch_midi;
  level_from_ = level_to_ = held_db(pitch_midi, velocity);
  stretch_ = std::exp2(kNaturalVelocity - velocity);  // hard keys speak sooner
  wander_db_ = normal(key_, 0), wander_cents_ = normal(key_, 1);
  vibrato_phase_ = random_unit(key_, 7);
  loudness_db_ = kSilentDb;
  ended_ = false;
}

double Performer::slur_length_s() const noexcept { return std::max(0.005f, glide_s_ > 0 ? glide_s_ : book_->legato_s); }

float Performer::pitch_midi() const noexcept {
  return slur_s_ < 0 ? pitch_to_ : pitch_from_ + ease(slur_s_ / slur_length_s()) * (pitch_to_ - pitch_from_);
}

void Performer::come_from(float pitch_midi) noexcept { pitch_from_ = pitch_midi, slur_s_ = 0, dip_db_ = 0; }

void Performer::slur_to(float pitch_midi, float velocity) noexcept {
  const float part = slur_s_ < 0 ? 1.f : ease(slur_s_ / slur_length_s());
  pitch_from_ += part * (pitch_to_ - pitch_from_), level_from_ += part * (level_to_ - level_from_);
  pitch_to_ = pitch_midi, level_to_ = held_db(pitch_midi, velocity);
  slur_s_ = 0, dip_db_ = kSlurDipDb;
  release_frame_ = -1;
  if (book_->struck()) struck_.start(book_->notes, pitch_midi), frame_ = 0;  // a string is struck anew
}

void Performer::release() noexcept {
  if (released() || ended_) return;
  release_frame_ = frame_;
  release_from_db_ = loudness_db_;
  if (frame_ == 0) ended_ = true;  // let go before it sounded
}

float Performer::attack_or_hold_db(double t, const Expression& e) noexcept {
  if (book_->struck()) return struck_.level_db(t, stretch_);
  const NoteShape& n = *shape_;
  const double attack_s = static_cast<double>(n.attack_db.size()) * kNoteHopS, at = t / stretch_;
  if (at < attack_s) return read_contour(n.attack_db, at);
  const double held = at - attack_s;
  float drift = n.drift_db_per_s * static_cast<float>(held);
  if (n.drift_db_per_s > kSlackDrift) drift = std::clamp(drift, -kMostSlackDb, kMostSwellDb);
  const auto settle = static_cast<float>(std::exp(-held / kSettleS)), grown = 1 - settle;
  const auto vibrato = static_cast<float>(std::sin(6.283185307179586 * vibrato_phase_)) * ease((t - n.vibrato_onset_s) / kVibratoGrowS);
  return settle * n.attack_db.back() + drift + grown * (e.wander_scale * n.wander_db * wander_db_ + e.vibrato_scale * n.vibrato_db * vibrato);
}

float Performer::release_fall_db(double t) const noexcept {
  if (envelope_.release_s > 0) return static_cast<float>(-60 * t / envelope_.release_s);
  if (book_->struck()) return struck_.damping_db(t);
  const auto& c = shape_->release_db;
  if (c.empty()) return static_cast<float>(-kPlainReleaseDbPerS * t);
  const double past = t - static_cast<double>(c.size()) * kNoteHopS;
  return read_contour(c, t) - (past > 0 ? kTailDbPerS * static_cast<float>(past) : 0.f);
}

float Performer::envelope_db(double t) const noexcept {
  if (t < envelope_.attack_s) return 20 * std::log10(static_cast<float>(t / envelope_.attack_s) + 1e-4f);
  if (envelope_.decay_s <= 0) return envelope_.sustain_db;
  return envelope_.sustain_db * static_cast<float>(std::min(1.0, (t - envelope_.attack_s) / envelope_.decay_s));
}

float Performer::cents(double t, const Expression& e) noexcept {
  const NoteShape& n = *shape_;
  const double at = t / stretch_;
  float c = e.wander_scale * n.wander_cents * wander_cents_;
  if (!n.attack_cents.empty() && at < static_cast<double>(n.attack_cents.size()) * kNoteHopS) c += read_contour(n.attack_cents, at);
  const float depth = e.vibrato_scale * n.vibrato_cents * ease((t - n.vibrato_onset_s) / kVibratoGrowS) + kModulationCents * e.vibrato;
  return c + depth * static_cast<float>(std::sin(6.283185307179586 * vibrato_phase_));
}

FrameControls Performer::next(const Expression& e) noexcept {
  if (ended_) return {440, kSilentDb, {}, e.bend_semitones};
  const NoteShape& n = *shape_;
  const double t = static_cast<double>(frame_) * hop_s_;
  wander_db_ = wandered(wander_db_, n.wander_s, hop_s_, normal(key_, 2 * static_cast<uint64_t>(frame_) + 16));
  wander_cents_ = wandered(wander_cents_, n.wander_cents_s, hop_s_, normal(key_, 2 * static_cast<uint64_t>(frame_) + 17));
  const float rate = (n.vibrato_hz > 0 ? n.vibrato_hz : kModulationHz) * (1 + 0.04f * wander_cents_);
  vibrato_phase_ += rate * hop_s_;
  vibrato_phase_ -= std::floor(vibrato_phase_);

  float pitch = pitch_to_, level = level_to_;
  if (slur_s_ >= 0) {
    const double x = slur_s_ / slur_length_s();
    const float part = ease(x);
    pitch = pitch_from_ + part * (pitch_to_ - pitch_from_);
    level = level_from_ + part * (level_to_ - level_from_) - dip_db_ * ease(x < 0.5 ? 2 * x : 2 - 2 * x);
    slur_s_ = x >= 1 ? -1 : slur_s_ + hop_s_;
  }
  if (released()) {
    loudness_db_ = release_from_db_ + release_fall_db(static_cast<double>(frame_ - release_frame_) * hop_s_);
  } else {
    loudness_db_ = level + attack_or_hold_db(t, e) + envelope_db(t);
  }
  if ((released() || (book_->struck() && t > kRisenS)) && loudness_db_ < kEndedDb) ended_ = true;
  ++frame_;
  const float f0 = 440 * std::exp2((pitch + e.bend_semitones + cents(t, e) / 100 - 69) / 12);
  return {std::clamp(f0, kLowestPlayedHz, kHighestPlayedHz), std::max(kSilentDb, loudness_db_ + e.level_db), {}, e.bend_semitones};
}

}  // namespace partials
