// SPDX-License-Identifier: MIT
// A queue between two threads, one that pushes and one that pops; neither ever waits. Capacity is a power of
// two.
//   push: one thread;  pop: one other thread;  both noexcept, nothing allocated. T is plain data.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <type_traits>

namespace partials {

template <class T, size_t kCapacity>
class Ring {
  static_assert(std::is_trivially_copyable_v<T> && kCapacity >= 2 && (kCapacity & (kCapacity - 1)) == 0);

 public:
  // False if the queue is full: the item is not stored.
  bool push(const T& item) noexcept {
    const size_t at = pushed_.load(std::memory_order_relaxed);
    if (at - popped_.load(std::memory_order_acquire) == kCapacity) return false;
    items_[at & (kCapacity - 1)] = item;
    pushed_.store(at + 1, std::memory_order_release);
    return true;
  }
  // False if the queue is empty.
  bool pop(T& item) noexcept {
    const size_t at = popped_.load(std::memory_order_relaxed);
    if (at == pushed_.load(std::memory_order_acquire)) return false;
    item = items_[at & (kCapacity - 1)];
    popped_.store(at + 1, std::memory_order_release);
    return true;
  }

 private:
  std::array<T, kCapacity> items_;
  alignas(64) std::atomic<size_t> pushed_{0};  // each on its own cache line
  alignas(64) std::atomic<size_t> popped_{0};
};

}  // namespace partials
