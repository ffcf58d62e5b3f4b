// SPDX-License-Identifier: MIT
#include "pitch_map.h"

#include <cmath>

#include "base/note_name.h"
#include "base/plain_text.h"
#include "base/units.h"
#include "play/parameters.h"

namespace partials::window {
namespace {

float midi_of(float hz) { return static_cast<float>(midi_from_hz(std::max(hz, 1.f))); }
bool black(int key) { return (0b010101001010 >> (((key % 12) + 12) % 12)) & 1; }

}  // namespace

PitchMap::PitchMap(const Box& box, TrainedRange known, bool has_model, Ear ear)
    : Part("map", box), known_(known), has_model_(has_model), ear_(std::move(ear)) {
  if (!has_model) return;
  low_midi_ = std::floor((std::min(midi_of(known.low_hz), 96.f) - 9) / 12) * 12;
  high_midi_ = std::max(std::ceil((midi_of(known.high_hz) + 9) / 12) * 12, low_midi_ + 36);
  high_db_ = std::clamp(std::ceil((known.loud_db + 8) / 12) * 12, -60.f, 12.f);
  low_db_ = std::clamp(std::floor((known.quiet_db - 14) / 12) * 12, -120.f, high_db_ - 48);
}

float PitchMap::x_of(float midi) const {
  return plot().x + std::clamp((midi - low_midi_) / (high_midi_ - low_midi_), 0.f, 1.f) * plot().w;
}
float PitchMap::y_of(float db) const {
  return plot().bottom() - std::clamp((db - low_db_) / (high_db_ - low_db_), 0.f, 1.f) * plot().h;
}
Point PitchMap::place(const HeardPitch& h) const { return {x_of(midi_of(h.f0_hz)), y_of(h.loudness_db)}; }

void PitchMap::look_at(Shown& shown) {
  const HeardPitch now = ear_();
  if (sounds(now))
    trail_.push_back(now);
  else if (!trail_.empty())
    trail_.pop_front();
  if (trail_.size() > kTrail) trail_.pop_front();
  const bool still = trail_.size() == kTrail && trail_.front() == trail_.back();  // one held note
  for (const HeardPitch& h : trail_) {
    shown.add(still ? 0.f : std::round(h.f0_hz * 2));
    shown.add(still ? 0.f : std::round(h.loudness_db * 2));
  }
  shown.add(std::round(now.f0_hz * 2));
  shown.add(std::round(std::max(low_db_, now.loudness_db) * 2));
  shown.add(static_cast<int>(trail_.size()));
}

void PitchMap::draw(Canvas& c, const Look&) {
  c.fill(box, kSunk, kRound - 2);
  c.clip(plot());
  for (float db = low_db_ + 12; db < high_db_; db += 12)
    stroke(c, {plot().x, y_of(db)}, {plot().right(), y_of(db)}, kEdge.faded(0.5f));
  for (float key = low_midi_; key <= high_midi_; key += 12)
    stroke(c, {x_of(key), plot().y}, {x_of(key), plot().bottom()}, kEdge.faded(0.5f));
  if (has_model_) draw_range(c);
  for (float db = low_db_ + 12; db < high_db_; db += 24)
    c.text({plot().x + 5, y_of(db) - 7}, std::to_string(static_cast<int>(db)) + " dB", kTiny, kFaint);
  for (size_t i = 1; i < trail_.size(); ++i) {
    const float strength = static_cast<float>(i + kTrail - trail_.size()) / kTrail;
    stroke(c, place(trail_[i - 1]), place(trail_[i]), kBlue.faded(0.6f * strength * strength),
           1.f + 2.5f * strength);
  }
  if (const HeardPitch now = ear_(); sounds(now)) {
    const Point p = place(now);
    c.disc(p, 10, kBlue.faded(0.25f));
    c.disc(p, 5.5f, kBlue);
    c.disc(p, 2.5f, kText);
  }
  c.unclip();
  draw_keys(c);
  c.frame(box, kEdge, 1, kRound - 2);
}

void PitchMap::draw_range(Canvas& c) const {
  const float left = x_of(midi_of(known_.low_hz)), right = x_of(midi_of(known_.high_hz)),
              top = y_of(known_.loud_db), bottom = y_of(known_.quiet_db);
  const Box range{left, top, std::max(2.f, right - left), std::max(2.f, bottom - top)};
  c.shade(range, kBlue.faded(0.2f), kBlue.faded(0.08f), 6);
  c.frame(range, kBlue.faded(0.7f), 1.2f, 6);
  if (range.h < 40 || range.w < 60) return;
  c.text({range.x + 8, range.y + 12}, fitted(c, "trained range", kTiny, range.w - 16), kTiny, kBlue);
}

// A small keyboard below the map; every C is labelled.
void PitchMap::draw_keys(Canvas& c) const {
  const Box strip{box.x + 1, plot().bottom(), box.w - 2, kKeys};
  const float each = strip.w / (high_midi_ - low_midi_);
  c.clip(strip);
  c.fill(strip, Ink{204, 209, 216}, 3);
  const auto from = static_cast<int>(low_midi_), to = static_cast<int>(high_midi_);
  for (int key = from; key < to; ++key) {
    const float x = strip.x + static_cast<float>(key - from) * each;
    if (black(key))
      c.fill({x, strip.y, each, strip.h * 0.58f}, Ink{40, 45, 54});
    else if (key % 12 == 5)
      stroke(c, {x, strip.y}, {x, strip.bottom()}, kPanel);
    else if (key % 12 == 0 && key > from)
      stroke(c, {x, strip.y}, {x, strip.bottom()}, kSunk, 1.5f);
  }
  if (has_model_) {  // keys outside the trained range are dimmed
    const float left = x_of(midi_of(known_.low_hz) - 0.5f), right = x_of(midi_of(known_.high_hz) + 0.5f);
    c.fill({strip.x, strip.y, left - strip.x, strip.h}, kSunk.faded(0.55f));
    c.fill({right, strip.y, strip.right() - right, strip.h}, kSunk.faded(0.55f));
  }
  stroke(c, {strip.x, strip.y}, {strip.right(), strip.y}, kSunk, 1.5f);
  for (int key = from; key < to; key += 12)
    if (12 * each > 26)
      c.text({strip.x + static_cast<float>(key - from) * each + 3, strip.bottom() - 5}, note_name(key),
             {9, Face::strong}, kSunk);
  c.unclip();
}

std::string PitchMap::help() const {
  if (!has_model_) return "Pitch and loudness of the current note.";
  char text[160];
  plain_snprintf(text, sizeof text,
                 "Trained range: %s to %s, %.0f to %.0f dB; outside it the model extrapolates.",
                 note_name(midi_of(known_.low_hz)).c_str(), note_name(midi_of(known_.high_hz)).c_str(),
                 static_cast<double>(known_.quiet_db), static_cast<double>(known_.loud_db));
  return text;
}

}  // namespace partials::window
