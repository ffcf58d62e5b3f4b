// SPDX-License-Identifier: MIT
// Marks what runs on the audio thread: void process() noexcept PARTIALS_NONBLOCKING. Under the preset rtsan
// (clang 20 or newer) an allocation, a lock or a system call inside ends the program; in other builds the
// mark is empty.
#pragma once

#if defined(__clang__) && __clang_major__ >= 20
#define PARTIALS_NONBLOCKING [[clang::nonblocking]]
#else
#define PARTIALS_NONBLOCKING
#endif
