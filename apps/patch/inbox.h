// SPDX-License-Identifier: MIT
// A queue from any number of threads to one: bounded, in order, and nobody waits for anybody (Vyukov,
// "Bounded MPMC queue", 2010, with one reader). Messages of a patch come from several threads in some
// environments; audio takes them here. Capacity is a power of two.
//   push: any thread;  pop: one thread;  both noexcept, nothing allocated. T is plain data.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <type_traits>

namespace partials::patch {

template <class T, size_t kCapacity>
class Inbox {
  static_assert(std::is_trivially_copyable_v<T> && kCapacity >= 2 && (kCapacity & (kCapacity - 1)) == 0);

 public:
  Inbox() {
    for (size_t i = 0; i < kCapacity; ++i) slots_[i].turn.store(i, std::memory_order_relaxed);
  }
  // False if the queue is full: the item is not stored.
  bool push(const T& item) noexcept {
    size_t at = pushed_.load(std::memory_order_relaxed);
    for (;;) {
      Slot& slot = slots_[at & (kCapacity - 1)];
      const size_t turn = slot.turn.load(std::memory_order_acquire);
      if (turn == at) {
        if (!pushed_.compare_exchange_weak(at, at + 1, std::memory_order_relaxed)) continue;
        slot.item = item;
        slot.turn.store(at + 1, std::memory_order_release);
        return true;
      }
      if (turn < at) return false;  // not read since the round before
      at = pushed_.load(std::memory_order_relaxed);
    }
  }
  // False if the queue is empty, or its next item is being written.
  bool pop(T& item) noexcept {
    Slot& slot = slots_[popped_ & (kCapacity - 1)];
    if (slot.turn.load(std::memory_order_acquire) != popped_ + 1) return false;
    item = slot.item;
    slot.turn.store(popped_++ + kCapacity, std::memory_order_release);
    return true;
  }

 private:
  struct Slot {
    std::atomic<size_t> turn{0};  // the item's number when it may be written, one more when it may be read
    T item;
  };
  std::array<Slot, kCapacity> slots_;
  alignas(64) std::atomic<size_t> pushed_{0};  // each on its own cache line
  alignas(64) size_t popped_ = 0;
};

}  // namespace partials::patch
