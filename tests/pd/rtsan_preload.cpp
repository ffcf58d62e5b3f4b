// SPDX-License-Identifier: MIT
// Begins RealtimeSanitizer, whose runtime is linked into this library, in a program that was built without it:
// Pd. Its interceptors come before the C library's because LD_PRELOAD names this library.
extern "C" void __rtsan_ensure_initialized();
__attribute__((constructor)) static void begin() { __rtsan_ensure_initialized(); }
