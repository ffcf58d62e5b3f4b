// SPDX-License-Identifier: MIT
// A keyboard to play with the pointer: nearer to the edge of a key is louder, dragging glides from key to
// key. Keys outside the trained range are dimmed, and a bar above the keys marks the range; sounding keys
// are lit and have a dot, whatever plays them. If the computer's keys play too, their letters are shown on
// the keys.
#pragma once
#include <functional>
#include <vector>

#include "families/instrument/recorded_range.h"
#include "palette.h"
#include "part.h"
#include "typist.h"

namespace partials::window {

// Keys from a C to a C.
struct KeySpan {
  int low = 48, octaves = 3;
  int high() const { return low + 12 * octaves; }
};

// The keys that a model was trained on, without the offset of Transpose.
TrainedKeys trained_keys(const TrainedRange& known, float transpose_semitones);

// As many octaves as fit into the width, with the trained range in the middle, including the keys played by
// the computer's keyboard.
KeySpan span_for(float width, const TrainedKeys& trained, int typed_base);

class Keyboard final : public Part {
 public:
  struct Words {
    bool always_typed;              // the computer's keys also play without focus
    std::function<void()> pressed;  // called when a note starts
  };
  Keyboard(const Box& box, View& view, Typist& typist, const TrainedRange& known, Words words);

  void draw(Canvas& canvas, const Look& look) override;
  void look_at(Shown& shown) override;
  bool takes_keys() const override { return !words_.always_typed; }
  std::string help() const override;
  void press(const Pointer& at) override;
  void drag(const Pointer& at) override;
  void release() override { sound(-1, 0); }
  void hover(const Pointer& at) override { over_ = key_at(at.x, at.y); }
  bool key(Key key, bool shift) override;

  Box box_of(int key) const;  // also used by tests
  const KeySpan& span() const { return span_; }

 private:
  struct Inks {
    Ink face, edge, words;
  };
  float white_width() const { return box.w / static_cast<float>(7 * span_.octaves + 1); }
  int key_at(float x, float y) const;  // -1: none
  float velocity_at(int key, float y) const;
  void sound(int key, float velocity_unit);
  Inks inks(int key, bool lit) const;
  void draw_key(Canvas& canvas, int key, bool typed) const;
  void draw_range(Canvas& canvas) const;
  bool lit(int key) const { return key == sounding_ || view_.display_feed().key(key); }
  TrainedKeys trained() const;

  View& view_;
  Typist& typist_;
  TrainedRange known_;
  Words words_;
  KeySpan span_;
  int sounding_ = -1, over_ = -1;
};

}  // namespace partials::window
