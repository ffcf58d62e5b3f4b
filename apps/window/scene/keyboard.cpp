// SPDX-License-Identifier: MIT
#include "keyboard.h"

#include <cmath>

#include "base/note_name.h"
#include "base/units.h"
#include "play/parameters.h"

namespace partials::window {
namespace {

constexpr float kMinWhite = 19, kRangeBar = 4, kBlackHeight = 0.62f, kBlackWidth = 0.62f;
constexpr float kSoftest = 0.15f;  // velocity at the back of a key
constexpr Ink kIvory{204, 209, 216}, kDimIvory{112, 119, 130}, kEbony{40, 45, 54}, kDimEbony{58, 64, 74};

bool black(int key) { return (0b010101001010 >> (key % 12)) & 1; }
int whites_below(int key) {  // number of white keys in the octave below it
  static constexpr int kBelow[] = {0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6};
  return kBelow[key % 12];
}

}  // namespace

TrainedKeys trained_keys(const TrainedRange& known, float transpose_semitones) {
  const TrainedKeys keys = partials::trained_keys(known);
  return {keys.low - transpose_semitones, keys.high - transpose_semitones};
}

KeySpan span_for(float width, const TrainedKeys& trained, int typed_base) {
  KeySpan span;
  span.octaves = std::clamp(static_cast<int>((width / kMinWhite - 1) / 7), 1, 10);
  const float middle = std::clamp((trained.low + trained.high) / 2, 0.f, 127.f);
  span.low = 12 * static_cast<int>(std::lround((middle - 6.f * static_cast<float>(span.octaves)) / 12));
  span.low = std::max(span.low, typed_base + 12 - 12 * span.octaves);
  span.low = std::clamp(std::min(span.low, typed_base), 0, 120 - 12 * span.octaves);
  return span;
}

Keyboard::Keyboard(const Box& box, View& view, Typist& typist, const TrainedRange& known, Words words)
    : Part("keyboard", box), view_(view), typist_(typist), known_(known), words_(std::move(words)) {
  span_ = span_for(box.w, trained(), typist.base());
}

TrainedKeys Keyboard::trained() const { return trained_keys(known_, view_.value(kTranspose)); }

Box Keyboard::box_of(int key) const {
  const float each = white_width();
  const int whites = (key - span_.low) / 12 * 7 + whites_below(key);
  const float x = box.x + each * static_cast<float>(whites), y = box.y + kRangeBar;
  if (!black(key)) return {x, y, each, box.h - kRangeBar};
  return {x - each * kBlackWidth / 2, y, each * kBlackWidth, (box.h - kRangeBar) * kBlackHeight};
}

int Keyboard::key_at(float x, float y) const {
  int found = -1;
  for (int key = span_.low; key <= span_.high(); ++key)
    if ((found < 0 || black(key)) && box_of(key).holds(x, y)) found = key;
  return found;
}

float Keyboard::velocity_at(int key, float y) const {
  const Box b = box_of(key);
  return kSoftest + (1 - kSoftest) * std::clamp((y - b.y) / (0.92f * b.h), 0.f, 1.f);
}

void Keyboard::sound(int key, float velocity_unit) {
  if (key == sounding_) return;
  if (sounding_ >= 0) view_.play_key(sounding_, 0);
  sounding_ = key;
  if (key >= 0) view_.play_key(key, velocity_unit);
}

void Keyboard::press(const Pointer& at) {
  const int key = key_at(at.x, at.y);
  if (key < 0) return;
  sound(key, velocity_at(key, at.y));
  words_.pressed();
}

void Keyboard::drag(const Pointer& at) {
  if (sounding_ < 0) return;
  // a pointer that slips off still plays
  const float y = std::clamp(at.y, box.y + kRangeBar, box.bottom() - 1);
  const int key = key_at(std::clamp(at.x, box.x, box.right() - 1), y);
  if (key >= 0) {
    sound(key, velocity_at(key, y));
    over_ = key;
  }
}

bool Keyboard::key(Key key, bool) {
  switch (key) {
    case Key::left:
    case Key::down:
    case Key::page_down:
      typist_.shift(-1);
      return true;
    case Key::right:
    case Key::up:
    case Key::page_up:
      typist_.shift(1);
      return true;
    default:
      return false;
  }
}

void Keyboard::look_at(Shown& shown) {
  if (sounding_ < 0) span_ = span_for(box.w, trained(), typist_.base());
  for (const auto& half : view_.display_feed().keys) shown.add(half.load(std::memory_order_relaxed));
  shown.add(sounding_);
  shown.add(view_.value(kTranspose));
  shown.add(typist_.base());
}

Keyboard::Inks Keyboard::inks(int key, bool lit) const {
  if (lit) return {kBlue, kSunk, kSunk};
  const bool known = trained().holds(key);
  if (black(key)) return {known ? kEbony : kDimEbony, kSunk, known ? kText : kQuiet};
  return {known ? kIvory : kDimIvory, kSunk, kSunk};
}

void Keyboard::draw_key(Canvas& c, int key, bool typed) const {
  const Box b = box_of(key);
  const bool on = lit(key), dark = black(key);
  const Inks ink = inks(key, on);
  c.fill({b.x, b.y, b.w, b.h}, ink.edge, 3);
  c.fill({b.x + 0.75f, b.y, b.w - 1.5f, b.h - 1.25f}, ink.face, 3);
  if (on)
    c.disc({b.middle().x, b.y + b.h * (dark ? 0.35f : 0.72f - 0.1f)}, std::min(3.5f, b.w * 0.22f), kText);
  const int semitone = key - typist_.base();
  if (typed && semitone >= 0 && semitone < kTypedNotes)
    c.text({b.middle().x, b.bottom() - (dark ? 9.f : 21.f)}, typist_.letter({TypedKey::note, semitone}),
           {10, Face::strong}, ink.words, Align::middle);
  if (key % 12 == 0) c.text({b.middle().x, b.bottom() - 9}, note_name(key), {9.5f}, ink.words, Align::middle);
}

void Keyboard::draw_range(Canvas& c) const {
  const TrainedKeys t = trained();
  float left = -1, right = 0;
  for (int key = span_.low; key <= span_.high(); ++key)
    if (t.holds(key)) {
      left = left < 0 ? box_of(key).x : left;
      right = std::max(right, box_of(key).right());
    }
  if (left >= 0) c.fill({left, box.y, std::min(right, box.right()) - left, 2}, kBlue, 1);
}

void Keyboard::draw(Canvas& c, const Look& look) {
  const bool typed = words_.always_typed || look.focus;
  c.clip({box.x, box.y, box.w, box.h});
  for (const bool dark : {false, true})
    for (int key = span_.low; key <= span_.high(); ++key)
      if (black(key) == dark) draw_key(c, key, typed);
  draw_range(c);
  c.unclip();
}

std::string Keyboard::help() const {
  const auto letter = [this](TypedKey::What what) { return typist_.letter({what, 0}); };
  std::string text;
  if (over_ >= 0)
    text = note_name(over_) + (trained().holds(over_) ? ", trained. " : ", outside the trained range. ");
  text += words_.always_typed ? "The computer's keys play too: "
                              : "Click it, and the computer's keys play until Esc: ";
  return text + letter(TypedKey::note) + " and on; " + letter(TypedKey::octave_down) + ", " +
         letter(TypedKey::octave_up) + " octave; " + letter(TypedKey::softer) + ", " +
         letter(TypedKey::louder) + " softer, louder.";
}

}  // namespace partials::window
