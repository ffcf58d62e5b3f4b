// SPDX-License-Identifier: MIT
// Max as the patch of an object: its clock, console, outlet and search path. What apps/patch calls its
// [patch-thread] is Max's main thread: messages from elsewhere are deferred to it, except for those that
// act in time; a clock, whose function the scheduler calls, only wakes a queue element of the main thread.
#pragma once
#include <array>
#include <exception>
#include <string>
#include <vector>

#include "patch/patch.h"
// after all headers of ours and of C++: Max's define macros
#include "max/max_api.h"

namespace partials::max {

class MaxPatch final : public patch::Patch {
 public:
  // `tick` wakes `poll`, both with `owner`: begin(tick, poll) once the object is whole.
  explicit MaxPatch(void* owner) : owner_(static_cast<t_object*>(owner)) {}
  ~MaxPatch();
  MaxPatch(const MaxPatch&) = delete;
  MaxPatch& operator=(const MaxPatch&) = delete;
  void make_info_outlet() { info_ = static_cast<t_outlet*>(outlet_new(owner_, nullptr)); }  // rightmost: first
  void begin(method tick, method poll);
  void wake() { qelem_set(static_cast<t_qelem*>(queue_)); }

  void tell(std::string_view selector, patch::Words words) override { tell(info_, selector, words); }
  void tell(t_outlet* outlet, std::string_view selector, patch::Words words);
  void complain(const std::string& sentence) override;
  std::string find_file(const std::string& name) override;
  void poll_in(double ms) override;
  double now_ms() override;
  const char* larger_blocks() const override {
    return "set the signal vector to 128 samples, or put the object into a poly~ with the message vs 128";
  }

  // Runs what an object does; an exception becomes a sentence in the console.
  template <class Work>
  void guarded(Work&& work) noexcept {
    try {
      work();
    } catch (const std::exception& e) {
      object_error(owner_, "There is not enough memory, or a fault of the library (%s); what plays goes on.",
                   e.what());
    }
  }

 private:
  t_object* const owner_;
  t_outlet* info_ = nullptr;
  t_clock* clock_ = nullptr;
  void* queue_ = nullptr;
  double asked_ms_ = -1;  // of poll_in before begin
};

// A message's words, without a heap, because messages may come on the audio thread. Symbols keep their text
// for as long as Max runs.
class MaxWords {
 public:
  MaxWords(long argc, const t_atom* argv) noexcept;
  bool fit() const noexcept { return fit_; }
  operator patch::Words() const noexcept { return {words_.data(), n_}; }
  static constexpr size_t kMost = 256;

 private:
  std::array<patch::Word, kMost> words_;
  size_t n_ = 0;
  bool fit_ = true;
};

inline method method_of(auto* function) { return reinterpret_cast<method>(function); }

}  // namespace partials::max
