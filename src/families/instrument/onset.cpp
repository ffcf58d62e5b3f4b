// SPDX-License-Identifier: MIT
#include "families/instrument/onset.h"

#include <algorithm>
#include <cmath>

#include "families/instrument/articulations.h"

namespace partials {
namespace {

constexpr double kMinRiseS = 0.016;  // of the recording; a shorter rise was cut off and has no shape
constexpr float kFaintDb = -40;      // where a rise begins
constexpr float kMaxOvershootDb = 3;
constexpr double kSettleS = 0.1;                  // crossfade from the recorded contour to the held level
constexpr double kSlowest = 0.25, kFastest = 20;  // of the recorded contour

}  // namespace

float read_contour(std::span<const float> c, double t) noexcept {
  const double at = t / kNoteHopS;
  const auto i = static_cast<size_t>(at);
  if (i + 1 >= c.size()) return c.back();
  const auto part = static_cast<float>(at - static_cast<double>(i));
  return c[i] + part * (c[i + 1] - c[i]);
}

void Onset::start(const NoteView& shape, const Rise& rise, double attack_s, double longest_s) noexcept {
  shape_ = &shape;
  rise_ = rise;
  attack_s_ = attack_s;
  const double recorded_s = rise.to_s - rise.from_s,
               after_s = static_cast<double>(shape.attack_db.size()) * kNoteHopS - rise.to_s;
  speed_ = recorded_s >= kMinRiseS ? std::clamp(recorded_s / attack_s, kSlowest, kFastest) : 1;
  speed_ = std::max(speed_, after_s / std::max(1e-3, longest_s - attack_s));
}

// The time in the recorded contour that corresponds to t in this note.
double Onset::recorded_s(double t) const noexcept {
  if (t < attack_s_) return rise_.from_s + t / attack_s_ * (rise_.to_s - rise_.from_s);
  return rise_.to_s + (t - attack_s_) * speed_;
}

float Onset::plain_db(double t) const noexcept {
  if (t < attack_s_)
    return std::max(kFaintDb, kRisenDb + 20 * std::log10(static_cast<float>(t / attack_s_) + 1e-3f));
  return kRisenDb * static_cast<float>(std::exp(-2 * (t - attack_s_) / attack_s_));
}

float Onset::recorded_db(double t) const noexcept {
  const float db = read_contour(shape_->attack_db, recorded_s(t)) - rise_.reached_db;
  if (t < attack_s_) return std::clamp(db, kFaintDb, kMaxOvershootDb);
  return std::clamp(db, kRisenDb, kMaxOvershootDb) *
         static_cast<float>(std::exp(-(t - attack_s_) / kSettleS));
}

float Onset::level_db(double t, float likeness) const noexcept {
  const float plain = plain_db(t);
  const bool shaped =
      !shape_->attack_db.empty() && (t >= attack_s_ || rise_.to_s - rise_.from_s >= kMinRiseS);
  return shaped ? plain + likeness * (recorded_db(t) - plain) : plain;
}

float Onset::cents(double t) const noexcept {
  const double at = recorded_s(t);
  const bool held =
      shape_->attack_cents.empty() || at >= static_cast<double>(shape_->attack_cents.size()) * kNoteHopS;
  return held ? 0 : read_contour(shape_->attack_cents, at);
}

}  // namespace partials
