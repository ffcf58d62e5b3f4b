// SPDX-License-Identifier: MIT
// How much heap memory this program uses, and how often it allocates: malloc and similar functions are
// interposed. For programs that do not use alloc_counter.h, which counts one thread's calls.
#pragma once
#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstddef>

namespace partials::test {

extern std::atomic<long> held_bytes, calls;
inline long heap_bytes() { return held_bytes; }
inline long heap_calls() { return calls; }

}  // namespace partials::test

// Put this once into a test program.
#define PARTIALS_COUNT_HEAP                                                                       \
  namespace partials::test {                                                                      \
  std::atomic<long> held_bytes{0}, calls{0};                                                      \
  static void* took(void* p) {                                                                    \
    ++calls;                                                                                      \
    if (p) held_bytes += static_cast<long>(malloc_usable_size(p));                                \
    return p;                                                                                     \
  }                                                                                               \
  }                                                                                               \
  extern "C" {                                                                                    \
  void* __libc_malloc(size_t);                                                                    \
  void __libc_free(void*);                                                                        \
  void* __libc_calloc(size_t, size_t);                                                            \
  void* __libc_realloc(void*, size_t);                                                            \
  void* __libc_memalign(size_t, size_t);                                                          \
  void* malloc(size_t n) { return partials::test::took(__libc_malloc(n)); }                       \
  void* calloc(size_t a, size_t b) { return partials::test::took(__libc_calloc(a, b)); }          \
  void* aligned_alloc(size_t a, size_t n) { return partials::test::took(__libc_memalign(a, n)); } \
  void* memalign(size_t a, size_t n) { return partials::test::took(__libc_memalign(a, n)); }      \
  int posix_memalign(void** p, size_t a, size_t n) {                                              \
    *p = partials::test::took(__libc_memalign(a, n));                                             \
    return *p ? 0 : ENOMEM;                                                                       \
  }                                                                                               \
  void free(void* p) {                                                                            \
    ++partials::test::calls;                                                                      \
    if (p) partials::test::held_bytes -= static_cast<long>(malloc_usable_size(p));                \
    __libc_free(p);                                                                               \
  }                                                                                               \
  void* realloc(void* p, size_t n) {                                                              \
    if (p) partials::test::held_bytes -= static_cast<long>(malloc_usable_size(p));                \
    return partials::test::took(__libc_realloc(p, n));                                            \
  }                                                                                               \
  }
