// SPDX-License-Identifier: MIT
// One element of the window: a button, a knob, a plot, a line of text. It draws itself and handles the
// pointer and key events that the scene sends it. Live values are read when it is drawn, so a part stores
// only the state of a gesture.
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

// Hashes everything that is shown, so that a window is redrawn only if it would look different.
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
  virtual void look_at(Shown&) {}               // adds its live values
  virtual bool active() const { return true; }  // false: text or picture, which ignores pointer and keys
  virtual bool focusable() const { return active(); }
  virtual bool types() const { return false; }         // a text field
  virtual bool takes_keys() const { return types(); }  // a click gives it the key focus
  virtual std::string help() const { return {}; }

  virtual void press(const Pointer&) {}
  virtual void drag(const Pointer&) {}
  virtual void release() {}
  // instead of release if the gesture is cancelled: ends without an action
  virtual void cancel() { release(); }
  virtual void hover(const Pointer&) {}
  virtual void wheel(const Pointer&, float) {}  // up is positive, one notch is 1
  virtual void learn() {}                       // the right button
  virtual bool key(Key, bool /*shift*/) { return false; }
  virtual bool type(std::string_view) { return false; }  // UTF-8

  const std::string id;  // the same for the same element at any window size, so that focus is kept
  const Box box;
};

}  // namespace partials::window
