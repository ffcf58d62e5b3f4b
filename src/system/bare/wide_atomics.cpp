// SPDX-License-Identifier: MIT
// Atomic access to 64 bits on a Cortex-M, which has none, and for which GCC brings no libatomic. It has one
// core: what interrupts cannot come between is atomic.
#if defined(__arm__) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#include <cstdint>

namespace {

class NoInterrupts {
 public:
  NoInterrupts() { __asm__ volatile("mrs %0, primask\n cpsid i" : "=r"(before_)::"memory"); }
  ~NoInterrupts() { __asm__ volatile("msr primask, %0" ::"r"(before_) : "memory"); }
  NoInterrupts(const NoInterrupts&) = delete;

 private:
  uint32_t before_;
};

}  // namespace

// What the compiler calls; order is always the strongest.
uint64_t partials_atomic_load(const volatile uint64_t* at, int) __asm__("__atomic_load_8");
void partials_atomic_store(volatile uint64_t* at, uint64_t value, int) __asm__("__atomic_store_8");
uint64_t partials_atomic_exchange(volatile uint64_t* at, uint64_t value, int) __asm__("__atomic_exchange_8");

uint64_t partials_atomic_load(const volatile uint64_t* at, int) {
  const NoInterrupts section;
  return *at;
}

void partials_atomic_store(volatile uint64_t* at, uint64_t value, int) {
  const NoInterrupts section;
  *at = value;
}

uint64_t partials_atomic_exchange(volatile uint64_t* at, uint64_t value, int) {
  const NoInterrupts section;
  const uint64_t before = *at;
  *at = value;
  return before;
}

#endif
