// SPDX-License-Identifier: MIT
// One thing in the window: a button, a knob, a plot, a line of text. It draws itself and takes what the
// pointer and the keys do to it; the scene decides whose turn it is. Everything live is read when it is
// drawn, so a part keeps only what a gesture needs.
#pragma once
#include <bit>
#include <cstdint>
#include <string>

#include "canvas.h"

namespace partials::window {

struct Pointer {
  float x = 0, y = 0;
  bool shift = false;  // finer
  bool twice = false;  // a double click
};

enum class Key {
  left,
  right,
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  enter,
  space,
  escape,
  tab,
  backspace,
  remove,
  other
};

struct Look {
  bool hover = false, focus = false, held = false;
};

// Mixes what is shown into one number, so that a window draws again only when it would look different.
class Shown {
 public:
  void add(uint64_t x) {
    sum_ = (sum_ ^ x) * 0x9e3779b97f4a7c15u;
    sum_ ^= sum_ >> 29;
  }
  void add(float x) { add(static_cast<uint64_t>(std::bit_cast<uint32_t>(x))); }
  void add(int x) { add(static_cast<uint64_t>(static_cast<uint32_t>(x))); }
  void add(bool x) { add(static_cast<uint64_t>(x)); }
  void add(std::string_view text) {
    for (const char c : text) add(static_cast<uint64_t>(static_cast<unsigned char>(c)));
  }
  uint64_t sum() const { return sum_; }

 private:
  uint64_t sum_ = 1;
};

class Part {
 public:
  Part(std::string id, const Box& box) : id(std::move(id)), box(box) {}
  virtual ~Part() = default;
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  virtual void draw(Canvas& canvas, const Look& look) = 0;
  virtual void look_at(Shown&) {}               // adds what is live in it
  virtual bool active() const { return true; }  // false: a text or picture; pointer and keys pass by
  virtual bool focusable() const { return active(); }
  virtual bool types() const { return false; }         // text is typed here
  virtual bool takes_keys() const { return types(); }  // a click leads the keys here
  virtual std::string help() const { return {}; }

  virtual void press(const Pointer&) {}
  virtual void drag(const Pointer&) {}
  virtual void release() {}
  // instead, where the pointer was taken away: an end without a deed
  virtual void cancel() { release(); }
  virtual void hover(const Pointer&) {}
  virtual void wheel(const Pointer&, float) {}  // up is positive, one notch is 1
  virtual void learn() {}                       // the right button
  virtual bool key(Key, bool /*shift*/) { return false; }
  virtual bool type(std::string_view) { return false; }  // UTF-8

  const std::string id;  // the same for the same thing at any size: focus stays where it was
  const Box box;
};

}  // namespace partials::window
