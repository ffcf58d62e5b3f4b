// SPDX-License-Identifier: MIT
// The parameters of a player, shared between threads: values that any thread may read and set, the audio
// thread's copy of them, and the learned controllers and their requests.
//   [thread-safe] all but live(), take() and set_live(), which belong to the audio thread. Nothing allocates,
//   locks or waits.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>

#include "play/event.h"
#include "play/parameters.h"

namespace partials {

class ParameterState {
 public:
  ParameterState();

  float value(int index) const noexcept {
    return values_[static_cast<size_t>(index)].load(std::memory_order_relaxed);
  }
  Values values() const noexcept;
  void set(int index, float value) noexcept;  // any index; into range

  void learn(int index) noexcept { learning_.store(index, std::memory_order_relaxed); }
  int learning() const noexcept { return learning_.load(std::memory_order_relaxed); }
  int learned(int controller) const noexcept {
    return learned_[static_cast<size_t>(controller & 127)].load(std::memory_order_relaxed);
  }
  void set_learned(int controller, int index) noexcept {
    learned_[static_cast<size_t>(controller & 127)].store(index, std::memory_order_relaxed);
  }
  int controller_of(int index) const noexcept;  // -1: none

  void ask_for_program(int program) noexcept { program_.store(program, std::memory_order_relaxed); }
  int take_program() noexcept { return program_.exchange(-1, std::memory_order_relaxed); }
  int take_steps() noexcept { return steps_.exchange(0, std::memory_order_relaxed); }
  bool wants_model() const noexcept {
    return program_.load(std::memory_order_relaxed) >= 0 || steps_.load(std::memory_order_relaxed) != 0;
  }

  // Audio side.
  const Values& live() const noexcept { return live_; }
  float live(int index) const noexcept { return live_[static_cast<size_t>(index)]; }
  void forget() noexcept { seen_changes_ = 0; }  // the next take() takes, whatever has changed
  // whether anything has changed since the last call
  bool take() noexcept;
  void copy() noexcept { live_ = values(); }
  bool set_live(int index, float value) noexcept;  // false: there is no such parameter
  // Moves the parameter of a controller and returns its index; -1: none. Learns the controller if a parameter
  // waits for one.
  int controller(int number, int value) noexcept;

 private:
  void store(int index, float value) noexcept;  // notes a request for another model

  std::array<std::atomic<float>, kParameterCount> values_;
  std::atomic<uint32_t> changes_{1};
  std::array<std::atomic<int>, 128> learned_;
  std::atomic<int> learning_{-1}, program_{-1}, steps_{0};
  Values live_ = initial_values();
  uint32_t seen_changes_ = 0;
};

}  // namespace partials
