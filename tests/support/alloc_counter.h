// SPDX-License-Identifier: MIT
// Counts every heap call of this thread while a NoAllocation object lives: malloc and friends are interposed
// in this program.
#pragma once
#include <cstddef>

namespace partials::test {

extern thread_local bool counting;
extern thread_local long allocations;

struct NoAllocation {
  NoAllocation() {
    allocations = 0;
    counting = true;
  }
  ~NoAllocation() { counting = false; }
  long count() const { return allocations; }
};

}  // namespace partials::test

// Put this once into a test program. Under a sanitizer, which brings a heap of its own, nothing is counted.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PARTIALS_COUNT_ALLOCATIONS    \
  namespace partials::test {          \
  thread_local bool counting = false; \
  thread_local long allocations = 0;  \
  }
#else
#define PARTIALS_COUNT_ALLOCATIONS                               \
  namespace partials::test {                                     \
  thread_local bool counting = false;                            \
  thread_local long allocations = 0;                             \
  }                                                              \
  extern "C" {                                                   \
  void* __libc_malloc(size_t);                                   \
  void __libc_free(void*);                                       \
  void* __libc_calloc(size_t, size_t);                           \
  void* __libc_realloc(void*, size_t);                           \
  void* malloc(size_t n) {                                       \
    if (partials::test::counting) ++partials::test::allocations; \
    return __libc_malloc(n);                                     \
  }                                                              \
  void free(void* p) {                                           \
    if (partials::test::counting) ++partials::test::allocations; \
    __libc_free(p);                                              \
  }                                                              \
  void* calloc(size_t a, size_t b) {                             \
    if (partials::test::counting) ++partials::test::allocations; \
    return __libc_calloc(a, b);                                  \
  }                                                              \
  void* realloc(void* p, size_t n) {                             \
    if (partials::test::counting) ++partials::test::allocations; \
    return __libc_realloc(p, n);                                 \
  }                                                              \
  }
#endif
