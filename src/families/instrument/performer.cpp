// SPDX-License-Identifier: MIT
#include "families/instrument/performer.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace partials {
namespace {

constexpr float kSilentDb = -120, kEndedDb = -100;
constexpr float kNaturalVelocity = 0.75f;  // the velocity at which a note is as loud as it was recorded
constexpr float kMinSpanDb = 18, kMaxSpanDb = 40;     // loudness range from the softest to the hardest key
constexpr float kMaxSlackDb = 3, kMaxSwellDb = 1.5f;  // of a held note
constexpr float kMaxWanderDb = 1.2f;                  // standard deviation, at the learned amount
// slower wander moves the level of a whole note, so it is reduced
constexpr float kQuickWanderS = 0.15f;
// share of the recorded attack, at the learned variation
constexpr float kLikeness = 0.5f;
constexpr double kMaxAttackS = 0.035;  // limit that long recorded attacks approach
// To 20 dB below: a longer release is the recorded room, and a shorter one was cut off.
constexpr double kMinReleaseS = 0.03, kMaxReleaseS = 0.1, kMinHurriedS = 0.01;
// Of the time between notes:
constexpr double kAttackShare = 0.3, kOnsetShare = 0.6, kReleaseShare = 0.35, kSlurShare = 1 / 3.0;
constexpr double kMinAttackS = 0.003, kMinSlurS = 0.005;
constexpr float kReleasedDb = -20;  // where release times end
constexpr float kPlainReleaseDbPerS = 400, kTailDbPerS = 150;
constexpr float kModulationCents = 50, kModulationHz = 5.5f;
// crossfade from the end of a learned attack to the held level
constexpr double kSettleS = 0.15;
constexpr double kVibratoGrowS = 0.3;
constexpr float kSlurDipDb = 2;
// dB per octave, from the softest to the hardest stroke, if only one dynamic was recorded
constexpr float kStrikeTiltDb = 4;
constexpr float kPlainAttackDb[] = {-60, -24, -12, -6, -3, -1, 0}, kPlainAttackCents[] = {0};
constexpr double kRisenS = 0.5;  // after which an inaudible struck note ends

// Approximately normal: the sum of three uniforms.
float normal(uint64_t key, uint64_t counter) {
  return random_bipolar(key, 3 * counter) + random_bipolar(key, 3 * counter + 1) +
         random_bipolar(key, 3 * counter + 2);
}

// One step of a mean-reverting random walk (Ornstein and Uhlenbeck 1930) with a standard deviation of 1.
float wandered(float x, float time_s, double hop_s, float draw) {
  const auto keep = static_cast<float>(std::exp(-hop_s / std::max(0.01f, time_s)));
  return keep * x + std::sqrt(1 - keep * keep) * draw;
}

float ease(double x) {
  return static_cast<float>(0.5 - 0.5 * std::cos(3.14159265358979 * std::clamp(x, 0.0, 1.0)));
}

}  // namespace

void Performer::prepare(const NoteBook& book, const Manner& manner, const TrainedRange& known, double hop_s,
                        const Envelope& envelope) noexcept {
  book_ = &book;
  manner_ = &manner;
  known_ = known;
  hop_s_ = hop_s;
  envelope_ = envelope;
  plain_ = {};
  plain_.attack_db = kPlainAttackDb;
  plain_.attack_cents = kPlainAttackCents;
  plain_.sustain_db = known.median_db;
  shape_ = &plain_;
  ended_ = true;
}

// The learned note nearest in pitch and loudness, or the second nearest, so that repeated keys do not sound
// identical.
const NoteView* Performer::choose(float pitch_midi, float velocity, uint64_t seed) const noexcept {
  const float level = held_db(pitch_midi, velocity);
  const NoteView *best = nullptr, *second = nullptr;
  float best_far = 0, second_far = 0;
  for (const NoteView& n : book_->notes) {
    if (n.attack_db.empty()) continue;
    const float far = std::fabs(n.pitch_midi - pitch_midi) + std::fabs(n.sustain_db - level) / 6;
    if (!best || far < best_far) {
      second = best;
      second_far = best_far;
      best = &n;
      best_far = far;
    } else if (!second || far < second_far) {
      second = &n;
      second_far = far;
    }
  }
  if (!best) return &plain_;
  return second && second_far < best_far + 4 && random_unit(seed, 1) < 0.4f ? second : best;
}

float Performer::held_db(float pitch_midi, float velocity) const noexcept {
  const float span = std::clamp(known_.loud_db - known_.quiet_db, kMinSpanDb, kMaxSpanDb);
  return std::min(manner_->level_db(pitch_midi) + span * (velocity - kNaturalVelocity), -3.f);
}

// Softer notes have longer attacks; the attack of a note that closely follows another takes only part of the
// time between them.
double Performer::attack_s(float pitch_midi, float velocity, const Pace& pace, float scale) const noexcept {
  const auto learned = static_cast<double>(manner_->attack_s(pitch_midi));
  const double softer = std::exp2(0.5 * static_cast<double>(kNaturalVelocity - velocity));
  const double usual = softer * learned / (1 + learned / kMaxAttackS);
  const double in_time = kAttackShare * static_cast<double>(pace.chord_s);
  return std::max(kMinAttackS, std::min(usual, in_time) * static_cast<double>(scale));
}

void Performer::start(float pitch_midi, float velocity, uint64_t seed, const Pace& pace,
                      float attack_scale) noexcept {
  key_ = stream_key(seed, 0x706572666f726dull);
  shape_ = choose(pitch_midi, velocity, key_);
  if (rings()) struck_.start(book_->notes, pitch_midi);
  frame_ = 0;
  release_frame_ = -1;
  slur_s_ = -1;
  slur_length_s_ = slur_length_s(pace);
  pitch_from_ = pitch_to_ = pitch_midi;
  level_from_ = level_to_ = held_db(pitch_midi, velocity);
  stretch_ = std::exp2(kNaturalVelocity - velocity) * attack_scale;
  tilt_db_ = rings() ? kStrikeTiltDb * manner_->one_dynamic() * (velocity - kNaturalVelocity) : 0.f;
  onset_.start(*shape_, shape_->rise, attack_s(pitch_midi, velocity, pace, attack_scale),
               kOnsetShare * static_cast<double>(pace.chord_s));
  wander_db_ = normal(key_, 0);
  wander_cents_ = normal(key_, 1);
  vibrato_phase_ = random_unit(key_, 7);
  loudness_db_ = kSilentDb;
  ended_ = false;
}

// A time set by the user is kept; the learned one takes at most a third of the previous note.
double Performer::slur_length_s(const Pace& pace) const noexcept {
  if (glide_s_ > 0) return std::max(kMinSlurS, static_cast<double>(glide_s_));
  const auto learned = static_cast<double>(book_->legato_s);
  return std::max(kMinSlurS, std::min(learned, kSlurShare * static_cast<double>(pace.note_s)));
}

float Performer::pitch_midi() const noexcept {
  return slur_s_ < 0 ? pitch_to_ : pitch_from_ + ease(slur_s_ / slur_length_s_) * (pitch_to_ - pitch_from_);
}

void Performer::come_from(float pitch_midi) noexcept {
  pitch_from_ = pitch_midi;
  slur_s_ = 0;
  dip_db_ = 0;
}

void Performer::slur_to(float pitch_midi, float velocity, const Pace& pace) noexcept {
  const float part = slur_s_ < 0 ? 1.f : ease(slur_s_ / slur_length_s_);
  pitch_from_ += part * (pitch_to_ - pitch_from_);
  level_from_ += part * (level_to_ - level_from_);
  pitch_to_ = pitch_midi;
  level_to_ = held_db(pitch_midi, velocity);
  slur_s_ = 0;
  slur_length_s_ = slur_length_s(pace);
  dip_db_ = kSlurDipDb;
  release_frame_ = -1;
  if (rings()) {  // a string is struck again
    struck_.start(book_->notes, pitch_midi);
    frame_ = 0;
  }
}

void Performer::release(const Pace& pace) noexcept {
  if (released() || ended_) return;
  release_frame_ = frame_;
  release_from_db_ = loudness_db_;
  release_s_ = release_s(pace);
  if (frame_ == 0) ended_ = true;  // released before it played
}

void Performer::hurry(const Pace& pace) noexcept {
  const double sooner = release_s(pace);
  if (!released() || ended_ || sooner >= release_s_) return;
  release_s_ = sooner;
  release_frame_ = frame_;
  release_from_db_ = loudness_db_;
}

double Performer::release_s(const Pace& pace) const noexcept {
  const auto recorded = static_cast<double>(manner_->release_s(pitch_to_));
  const double learned = std::clamp(recorded, kMinReleaseS, kMaxReleaseS);
  return std::clamp(kReleaseShare * static_cast<double>(pace.chord_s), kMinHurriedS, learned);
}

// The movement of the held level after the attack: it grows with held_s.
float Performer::held_wander_db(double t, double held_s, const Expression& e) const noexcept {
  const NoteView& n = *shape_;
  const float grown = 1 - static_cast<float>(std::exp(-held_s / kSettleS));
  const float slow = std::sqrt(std::min(1.f, kQuickWanderS / std::max(0.01f, n.wander_s)));
  const float wander_db = e.wander_scale * std::min(n.wander_db, kMaxWanderDb) * slow;
  const float vibrato_db = e.vibrato_scale * n.vibrato_db * ease((t - n.vibrato_onset_s) / kVibratoGrowS);
  const auto swing = static_cast<float>(std::sin(6.283185307179586 * vibrato_phase_));
  return grown * (wander_db * wander_db_ + vibrato_db * swing);
}

// For blown and bowed notes, relative to the held level.
float Performer::level_db(double t, const Expression& e) const noexcept {
  if (rings()) return struck_.level_db(t, stretch_);
  if (struck()) return struck_db(t, e);
  const double held = std::max(0.0, t - onset_.attack_s());
  const float drift =
      std::clamp(shape_->drift_db_per_s * static_cast<float>(held), -kMaxSlackDb, kMaxSwellDb);
  const float onset =
      envelope_.attack_s > 0 ? 0 : onset_.level_db(t, std::clamp(kLikeness * e.wander_scale, 0.f, 1.f));
  return onset + drift + held_wander_db(t, held, e);
}

// For struck and plucked notes of a model without decay_db: as recorded, and falling for as long as the note
// lasts.
float Performer::struck_db(double t, const Expression& e) const noexcept {
  const NoteView& n = *shape_;
  const double attack_s = static_cast<double>(n.attack_db.size()) * kNoteHopS,
               at = t / static_cast<double>(stretch_);
  if (at < attack_s) return read_contour(n.attack_db, at);
  const double held = at - attack_s;
  const auto settle = static_cast<float>(std::exp(-held / kSettleS));
  return settle * n.attack_db.back() + n.drift_db_per_s * static_cast<float>(held) +
         held_wander_db(t, held, e);
}

float Performer::release_fall_db(double t) const noexcept {
  if (envelope_.release_s > 0) return static_cast<float>(-60 * t / static_cast<double>(envelope_.release_s));
  if (rings()) return struck_.damping_db(t);
  if (!struck()) return static_cast<float>(kReleasedDb * t / release_s_);
  const std::span<const float> c = shape_->release_db;
  if (c.empty()) return static_cast<float>(-kPlainReleaseDbPerS * t);
  const double past = t - static_cast<double>(c.size()) * kNoteHopS;
  return read_contour(c, t) - (past > 0 ? kTailDbPerS * static_cast<float>(past) : 0.f);
}

float Performer::envelope_db(double t) const noexcept {
  if (t < envelope_.attack_s) return 20 * std::log10(static_cast<float>(t / envelope_.attack_s) + 1e-4f);
  if (envelope_.decay_s <= 0) return envelope_.sustain_db;
  return envelope_.sustain_db *
         static_cast<float>(std::min(1.0, (t - envelope_.attack_s) / envelope_.decay_s));
}

float Performer::attack_cents(double t) const noexcept {
  if (!struck()) return onset_.cents(t);
  const std::span<const float> c = shape_->attack_cents;
  const double at = t / static_cast<double>(stretch_);
  return !c.empty() && at < static_cast<double>(c.size()) * kNoteHopS ? read_contour(c, at) : 0;
}

float Performer::cents(double t, const Expression& e) noexcept {
  const NoteView& n = *shape_;
  const float c = e.wander_scale * n.wander_cents * wander_cents_ + attack_cents(t);
  const float depth = e.vibrato_scale * n.vibrato_cents * ease((t - n.vibrato_onset_s) / kVibratoGrowS) +
                      kModulationCents * e.vibrato;
  return c + depth * static_cast<float>(std::sin(6.283185307179586 * vibrato_phase_));
}

FrameControls Performer::next(const Expression& e) noexcept {
  if (ended_) return {440, kSilentDb, {}, e.bend_semitones};
  const NoteView& n = *shape_;
  const double t = static_cast<double>(frame_) * hop_s_;
  wander_db_ = wandered(wander_db_, n.wander_s, hop_s_, normal(key_, 2 * static_cast<uint64_t>(frame_) + 16));
  wander_cents_ =
      wandered(wander_cents_, n.wander_cents_s, hop_s_, normal(key_, 2 * static_cast<uint64_t>(frame_) + 17));
  const float rate = (n.vibrato_hz > 0 ? n.vibrato_hz : kModulationHz) * (1 + 0.04f * wander_cents_);
  vibrato_phase_ += rate * hop_s_;
  vibrato_phase_ -= std::floor(vibrato_phase_);

  float pitch = pitch_to_, level = level_to_;
  if (slur_s_ >= 0) {
    const double x = slur_s_ / slur_length_s_;
    const float part = ease(x);
    pitch = pitch_from_ + part * (pitch_to_ - pitch_from_);
    level = level_from_ + part * (level_to_ - level_from_) - dip_db_ * ease(x < 0.5 ? 2 * x : 2 - 2 * x);
    slur_s_ = x >= 1 ? -1 : slur_s_ + hop_s_;
  }
  if (released()) {
    loudness_db_ = release_from_db_ + release_fall_db(static_cast<double>(frame_ - release_frame_) * hop_s_);
  } else {
    loudness_db_ = level + level_db(t, e) + envelope_db(t);
  }
  if ((released() || (rings() && t > kRisenS)) && loudness_db_ < kEndedDb) ended_ = true;
  ++frame_;
  const float f0 = 440 * std::exp2((pitch + e.bend_semitones + cents(t, e) / 100 - 69) / 12);
  return {std::clamp(f0, kLowestPlayedHz, kHighestPlayedHz),
          std::max(kSilentDb, loudness_db_ + e.level_db),
          {},
          e.bend_semitones};
}

}  // namespace partials
