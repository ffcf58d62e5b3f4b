// SPDX-License-Identifier: MIT
// What an object of a patching environment needs from its patch.
//   [patch-thread] the thread of a patch's messages: one at a time; it must not wait for a disk. In Pure Data
//   it is the thread of audio too, in Max the main thread.
//   [any-thread] complain, now_ms
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace partials::patch {

// One element of a message: a number, or text.
struct Word {
  bool is_number = true;
  double number = 0;
  std::string_view text = {};

  Word() = default;
  Word(double value) : number(value) {}
  Word(std::string_view value) : is_number(false), text(value) {}
};
using Words = std::span<const Word>;

class Patch {
 public:
  // how a patch gets blocks of 128 samples, as the end of a sentence
  virtual const char* larger_blocks() const = 0;
  // a message out of the info outlet; called only within a message or a poll, never within perform
  virtual void tell(std::string_view selector, Words words) = 0;
  virtual void complain(const std::string& sentence) = 0;      // in the console
  virtual std::string find_file(const std::string& name) = 0;  // in the search path; "": none
  virtual void poll_in(double ms) = 0;                         // calls the object's poll() then
  virtual double now_ms() = 0;                                 // logical time of the current message

 protected:
  ~Patch() = default;
};

// "60 100 violin", as a person writes it.
std::string as_written(Words words);

}  // namespace partials::patch
